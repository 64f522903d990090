// The files of the built-in pack, as they are in the repository.

const found = import.meta.glob<string>(
  ["../../rules/smartro/*.rules", "../../rules/smartro/pack.yaml", "../../rules/smartro/locales/*.yaml"],
  { query: "?raw", import: "default" },
);

const PREFIX = "../../rules/smartro/";

/** The paths in the pack: rules first. */
export const PATHS: readonly string[] = Object.keys(found)
  .map((path) => path.slice(PREFIX.length))
  .sort((one, other) => Number(one.endsWith(".yaml")) - Number(other.endsWith(".yaml")) || one.localeCompare(other));

/** The text of a file; fetched when it is asked for. */
export async function textOf(path: string): Promise<string> {
  return (await found[PREFIX + path]?.()) ?? "";
}

/** The whole pack with changes made to it. */
export async function withChanges(changes: Record<string, string>): Promise<Record<string, string>> {
  const files = await Promise.all(PATHS.map(async (path) => [path, changes[path] ?? (await textOf(path))]));
  return Object.fromEntries(files);
}
