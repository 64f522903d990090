// Elements of the page.

/** An element that `index.html` has. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`there is no #${id}`);
  return found as E;
}

/** A new element; texts of others only ever become text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function button(text: string, pressed: () => void, label?: string): HTMLButtonElement {
  const made = element("button", { type: "button", onclick: pressed }, ...worded(text));
  if (label !== undefined) made.ariaLabel = label;
  return made;
}

/** A sentence with its parts in backticks as code. */
export function worded(text: string): (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}
