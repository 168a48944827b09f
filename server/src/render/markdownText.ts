/** Makes text mean itself: no emphasis from `__GFP_IO`, no cell from `|`, no HTML. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}
