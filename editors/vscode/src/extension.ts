/** Starts the language server, and starts it again when its settings change. */
import { commands, type ExtensionContext, l10n, Uri, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { spawn } from "node:child_process";
import * as path from "node:path";

let client: LanguageClient | undefined;

/** What may hold requests, rules or settings; the server leaves everything else alone. */
const LANGUAGES = [
  "javascript", "javascriptreact", "typescript", "typescriptreact",
  "vue", "svelte", "astro", "html", "json", "jsonl", "smartro-lint-rules",
];

export async function activate(context: ExtensionContext): Promise<void> {
  let last = start();
  // One after another: settings may change while the server starts.
  const restart = () => (last = last.then(deactivate).catch(() => {}).then(start));
  context.subscriptions.push(
    commands.registerCommand("smartro-lint.restart", restart),
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("smartro-lint")) await restart();
    }),
  );
  await last;
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration("smartro-lint");
  const language = settings.get<string>("language", "auto");
  const options: LanguageClientOptions = {
    documentSelector: [
      ...LANGUAGES.map((language) => ({ scheme: "file", language })),
      { scheme: "file", pattern: "**/{smartro-lint,pack}.yaml" },
      { scheme: "file", pattern: "**/{cases,locales}/*.yaml" },
      { scheme: "file", pattern: "**/*.{ndjson,har,jsp,jspf,ejs,erb,php,phtml,twig,njk}" },
      { scheme: "file", pattern: "**/*.{jinja,jinja2,j2,hbs,handlebars,mustache,liquid}" },
    ],
    initializationOptions: language === "auto" ? {} : { language },
  };
  const command = resolved(settings.get<string>("path", "smartro-lint"));
  if (!(await isThere(command))) {
    void window.showErrorMessage(l10n.t(
      "smartro-lint: the command `{0}` cannot be run. Install it with `cargo install --path crates/cli` in a clone of its repository, or say where it is in the setting `smartro-lint.path`.",
      command,
    ));
    return;
  }
  client = new LanguageClient("smartro-lint", { command, args: ["lsp"] }, options);
  // The client itself shows what went wrong.
  await client.start().catch(() => (client = undefined));
}

/** Whether a command can be run, whatever it does. */
function isThere(command: string): Promise<boolean> {
  const run = new Promise<boolean>((resolve) => {
    const process = spawn(command, ["--version"], { stdio: "ignore" });
    process.once("spawn", () => resolve(true));
    process.once("error", () => resolve(false));
  });
  // An empty name is refused at once.
  return run.catch(() => false);
}

/** A relative path with a separator is one of the workspace; a name alone is looked for in PATH. */
function resolved(command: string): string {
  const folder: Uri | undefined = workspace.workspaceFolders?.[0]?.uri;
  const isRelative = /[\\/]/.test(command) && !path.isAbsolute(command);
  return isRelative && folder ? path.join(folder.fsPath, command) : command;
}
