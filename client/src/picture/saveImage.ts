import * as vscode from 'vscode';

/** Asks where to and writes an image: the text of an SVG, or a PNG in base64. `name`: without an ending. */
export async function saveImage(
  { format, content }: { readonly format: 'svg' | 'png'; readonly content: string },
  name: string,
  near: vscode.Uri,
): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(near)?.uri ?? vscode.Uri.joinPath(near, '..');
  const filters = { [format.toUpperCase()]: [format] };
  const defaultUri = vscode.Uri.joinPath(folder, `${name.replace(/[^\w.-]+/g, '_')}.${format}`);
  const target = await vscode.window.showSaveDialog({ defaultUri, filters });
  if (target === undefined) return;
  const bytes = format === 'svg' ? new TextEncoder().encode(content) : Buffer.from(content, 'base64');
  await vscode.workspace.fs.writeFile(target, bytes);
}
