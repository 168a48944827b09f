import type { Size } from './geometry';
import { svg } from './svg';

/** What the style sheet decides and an image must carry by itself. */
const properties = [
  ...[
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'stroke-linecap',
    'paint-order',
    'opacity',
    'visibility',
  ],
  ...['font-family', 'font-size', 'font-weight', 'font-style'],
];

/** Pixels of a PNG for one of the picture, and the largest side that browsers draw. */
const PNG_SCALE = 2;
const MAX_SIDE = 16_000;

/**
 * A drawing as the text of an SVG file that needs nothing else: every colour and font as it is on the screen now. `shown`
 * must be in the document, since only there have its elements a style.
 */
export function imageOf(shown: SVGGElement, { width, height }: Size, background: string, title: string): string {
  const copy = shown.cloneNode(true) as SVGGElement;
  resolve(shown, copy);
  copy.removeAttribute('transform');
  const image = svg(
    'svg',
    { viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`, width: Math.ceil(width), height: Math.ceil(height) },
    svg('title', {}, title),
    svg('rect', { width: '100%', height: '100%', fill: background }),
    copy,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(image)}\n`;
}

function resolve(shown: Element, copy: Element): void {
  for (const name of [...copy.getAttributeNames()]) {
    if (name === 'class' || name === 'tabindex' || name === 'role' || name.startsWith('aria-'))
      copy.removeAttribute(name);
  }
  if (shown.localName !== 'title') {
    const style = getComputedStyle(shown);
    const isText = shown.localName === 'text' || shown.localName === 'tspan';
    for (const property of properties) {
      const value = style.getPropertyValue(property);
      const isDefault =
        value === '' || (property.startsWith('font-') && !isText) || (property === 'opacity' && value === '1');
      if (!isDefault) copy.setAttribute(property, value);
    }
  }
  for (let i = shown.children.length - 1; i >= 0; i--) {
    const [below, of] = [copy.children[i]!, shown.children[i]!];
    // Frames of the focus are for the screen.
    if (of.classList.contains('focus-frame') || of.classList.contains('line-reach')) below.remove();
    else resolve(of, below);
  }
}

/** An SVG file as a PNG in base64. Throws where the browser can't draw it. */
export async function pngOf(image: string, { width, height }: Size): Promise<string> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(image)}`;
  await picture.decode();
  const scale = Math.min(PNG_SCALE, MAX_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
