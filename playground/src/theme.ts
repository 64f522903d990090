// Light, dark, or as the system is.

import { byId } from "./dom";

const KEY = "smartro-lint-theme";
const themes = byId<HTMLSelectElement>("theme");

function set(theme: string): void {
  document.documentElement.dataset.theme = theme;
}

/** Where storage is forbidden, the choice lasts as long as the page. */
function stored(theme?: string): string | null {
  try {
    if (theme !== undefined) localStorage.setItem(KEY, theme);
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const theme = stored() ?? "system";
themes.value = ["light", "dark"].includes(theme) ? theme : "system";
set(themes.value);
themes.onchange = () => {
  stored(themes.value);
  set(themes.value);
};
