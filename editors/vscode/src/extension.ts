/** Starts the language server, and starts it again when its settings change. */
import { commands, type ExtensionContext, Uri, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import * as path from "node:path";

let client: LanguageClient | undefined;

/** What may hold requests, rules or settings; the server leaves everything else alone. */
const LANGUAGES = [
  "javascript", "javascriptreact", "typescript", "typescriptreact",
  "vue", "svelte", "astro", "html", "json", "jsonl", "smartro-lint-rules",
];

export async function activate(context: ExtensionContext): Promise<void> {
  const restart = async () => {
    await deactivate();
    await start();
  };
  context.subscriptions.push(
    commands.registerCommand("smartro-lint.restart", restart),
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("smartro-lint")) await restart();
    }),
  );
  await start();
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
  client = new LanguageClient("smartro-lint", { command, args: ["lsp"] }, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const why = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`smartro-lint: \`${command} lsp\`: ${why}`);
  }
}

/** A relative path with a separator is one of the workspace; a name alone is looked for in PATH. */
function resolved(command: string): string {
  const folder: Uri | undefined = workspace.workspaceFolders?.[0]?.uri;
  const isRelative = /[\\/]/.test(command) && !path.isAbsolute(command);
  return isRelative && folder ? path.join(folder.fsPath, command) : command;
}
