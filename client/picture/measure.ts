import type { Measure, Style } from './boxSize';

/** Measures texts in the fonts of the page; a text and style is measured once. */
export function measureInPage(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  const families = { code: familyOf('--vscode-editor-font-family'), words: familyOf('--vscode-font-family') };
  return (text: string, { weight, size, isCode }: Style) => {
    const font = `${weight} ${size}px ${isCode ? families.code : families.words}`;
    const key = `${font} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (context !== null) context.font = font;
    const width = context?.measureText(text).width ?? text.length * size * 0.62;
    known.set(key, width);
    return width;
  };
}

function familyOf(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim() || 'sans-serif';
}
