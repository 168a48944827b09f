import * as vscode from 'vscode';

/** The page that tells of every hazard, under a heading that is its code. */
const PAGE = 'docs/HAZARDS.md';

/** Registers what a hazard's explanation opens, `gfpLens.explainHazard(code)`: the page in the package, at the code. */
export function registerHazardHelp({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('gfpLens.explainHazard', async (code: unknown) => {
    if (typeof code !== 'string' || !/^[a-z-]+$/.test(code)) return;
    const page = vscode.Uri.joinPath(extensionUri, PAGE).with({ fragment: code });
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  });
}
