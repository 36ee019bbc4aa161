// Starts `katern lsp` in the folder that is open, and lets VS Code talk with it.
const { workspace, window } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate() {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!folder || !workspace.isTrusted) {
    return undefined;
  }
  const written = workspace.getConfiguration("katern").get("command", "katern");
  const command = written.replaceAll("${workspaceFolder}", folder);
  client = new LanguageClient(
    "katern",
    "Katern",
    { command, args: ["lsp"], options: { cwd: folder } },
    { documentSelector: ["markdown", "bibtex", "yaml", "plaintext"].map((language) => ({ scheme: "file", language })) },
  );
  return client.start().catch((problem) => window.showErrorMessage(`Katern: ${problem.message}`));
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
