import type { Point, Rectangle, Size } from './geometry';

/** Where the picture lies in its window: a point p of it is seen at `(x + p.x * scale, y + p.y * scale)`. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const SCALES = { least: 0.08, most: 3 };
/** Below this scale, texts can't be read. */
const READABLE = 0.7;
/** Space that stays around what is brought into view, in pixels of the window. */
const AROUND = 24;

/** The whole picture, not enlarged. */
export function fitted(picture: Size, window: Size): View {
  const scale = clamped(Math.min(window.width / picture.width, window.height / picture.height, 1));
  return centred(picture, window, scale);
}

/** The whole picture where that can be read, else its beginning. */
export function opening(picture: Size, window: Size, start: Rectangle | undefined): View {
  const whole = fitted(picture, window);
  if (whole.scale >= READABLE || start === undefined) return whole;
  const scale = Math.max(READABLE, Math.min(window.width / picture.width, 1));
  const isNarrower = picture.width * scale <= window.width;
  const middle = start.x + start.width / 2;
  return {
    scale,
    x: isNarrower ? (window.width - picture.width * scale) / 2 : window.width / 2 - middle * scale,
    y: Math.min(0, AROUND - start.y * scale),
  };
}

function centred(picture: Size, window: Size, scale: number): View {
  return { scale, x: (window.width - picture.width * scale) / 2, y: (window.height - picture.height * scale) / 2 };
}

/** Larger or smaller by a factor; what is seen at `at` (in the window) stays there. */
export function zoomed(view: View, factor: number, at: Point): View {
  const scale = clamped(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** Moved so far that a place of the picture is seen; the same view where it is. */
export function revealing(view: View, place: Rectangle, window: Size): View {
  const shift = (start: number, size: number, room: number): number => {
    if (size > room - 2 * AROUND || start < AROUND) return AROUND - start;
    return Math.min(0, room - AROUND - start - size);
  };
  const dx = shift(view.x + place.x * view.scale, place.width * view.scale, window.width);
  const dy = shift(view.y + place.y * view.scale, place.height * view.scale, window.height);
  return dx === 0 && dy === 0 ? view : { ...view, x: view.x + dx, y: view.y + dy };
}

/** A view that is kept from before, null where it is none. */
export function viewFrom(value: unknown): View | null {
  const { x, y, scale } = (value ?? {}) as Partial<View>;
  const isView = [x, y, scale].every((number) => Number.isFinite(number));
  return isView ? { x: x!, y: y!, scale: clamped(scale!) } : null;
}

function clamped(scale: number): number {
  return Math.min(SCALES.most, Math.max(SCALES.least, scale));
}
