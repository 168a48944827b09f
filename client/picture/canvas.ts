import type { Deed, Drawing } from './draw';
import type { Size } from './geometry';
import { type Direction, nextItem } from './nextItem';
import type { Place } from './pathGraph';
import { html, svg } from './svg';
import { fitted, opening, revealing, type View, zoomed } from './view';

/** A step of the zoom buttons and keys, and how far a key moves the picture, in pixels of the window. */
const STEP = 1.25;
const PAN = 80;
/** How far a pointer may move in a click, in pixels. */
const CLICK = 4;

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export interface Canvas {
  readonly element: HTMLElement;
  /** Shows a drawing; `view` null: the opening view, unless a person has moved the picture. */
  readonly show: (drawing: Drawing, size: Size, view: View | null) => void;
  /** Puts the keyboard on what stands at a place, and brings it into view; nothing where the drawing has nothing there. */
  readonly goTo: (place: Place) => void;
  readonly zoom: (steps: number) => void;
  readonly fitWhole: () => void;
  /** The drawing on the screen. */
  readonly drawn: () => { readonly drawing: Drawing; readonly size: Size } | null;
}

/**
 * The window onto a drawing: zoom with the wheel and `+` `-` `0`, move with the mouse or Shift and arrows, arrows from item to
 * item. `onDeed`: a click or key on an item; `stay` where the keyboard should go along. `onView`: the view after it was moved.
 */
export function makeCanvas(onDeed: (deed: Deed, stay: boolean) => void, onView: (view: View) => void): Canvas {
  const holder = svg('g');
  const root = svg('svg', { class: 'picture' }, holder);
  const element = html('div', { class: 'canvas', role: 'application' }, root);
  let view: View = { x: 0, y: 0, scale: 1 };
  let shown: { readonly drawing: Drawing; readonly size: Size } | null = null;
  let isOwn = false;
  let current: string | null = null;

  const windowSize = (): Size => ({ width: element.clientWidth || 1, height: element.clientHeight || 1 });
  const look = (to: View, isPersons: boolean): void => {
    view = to;
    holder.setAttribute('transform', `translate(${to.x},${to.y}) scale(${to.scale})`);
    if (!isPersons) return;
    isOwn = true;
    onView(to);
  };
  const openingView = (): View | null => {
    if (shown === null) return null;
    return opening(shown.size, windowSize(), shown.drawing.items.values().next().value?.place);
  };
  const zoomAt = (factor: number, x: number, y: number): void => look(zoomed(view, factor, { x, y }), true);
  const zoom = (steps: number): void => {
    const { width, height } = windowSize();
    zoomAt(STEP ** steps, width / 2, height / 2);
  };
  const fitWhole = (): void => {
    if (shown !== null) look(fitted(shown.size, windowSize()), true);
  };
  const makeCurrent = (id: string | null): void => {
    const items = shown?.drawing.items;
    if (current !== null) items?.get(current)?.element.setAttribute('tabindex', '-1');
    current = id !== null && items?.has(id) ? id : (items?.keys().next().value ?? null);
    if (current !== null) items?.get(current)?.element.setAttribute('tabindex', '0');
  };
  const focus = (id: string | null): void => {
    if (id === null || shown === null) return;
    makeCurrent(id);
    const item = shown.drawing.items.get(id)!;
    const seen = revealing(view, item.words, windowSize());
    if (seen !== view) look(seen, true);
    (item.element as SVGElement & { focus(options: FocusOptions): void }).focus({ preventScroll: true });
  };

  element.addEventListener('keydown', (event) => {
    if (shown === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    const { items } = shown.drawing;
    const deed = current === null ? undefined : items.get(current)?.deed;
    if (direction !== undefined && event.shiftKey) {
      const [dx, dy] = { up: [0, PAN], down: [0, -PAN], left: [PAN, 0], right: [-PAN, 0] }[direction] as [
        number,
        number,
      ];
      look({ ...view, x: view.x + dx, y: view.y + dy }, true);
    } else if (direction !== undefined && current !== null) {
      const places = new Map([...items].map(([id, { place }]) => [id, place]));
      focus(nextItem(places, current, direction));
    } else if (event.key === 'Home') focus(items.keys().next().value ?? null);
    else if (event.key === 'End') focus([...items.keys()].at(-1) ?? null);
    else if (event.key === '+' || event.key === '=') zoom(1);
    else if (event.key === '-') zoom(-1);
    else if (event.key === '0') fitWhole();
    else if (event.key === 'Enter' && deed !== undefined) onDeed(event.shiftKey ? calling(deed) : deed, true);
    else if (event.key === ' ' && deed !== undefined) onDeed(deed, false);
    else return;
    event.preventDefault();
  });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      if (event.shiftKey) look({ ...view, x: view.x - event.deltaY - event.deltaX, y: view.y }, true);
      else
        zoomAt(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 300), event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );
  followPointer(element, {
    onMove: (dx, dy) => look({ ...view, x: view.x + dx, y: view.y + dy }, true),
    onClick: (target) => {
      const deed = shown?.drawing.deedOf(target) ?? null;
      if (deed === null || shown === null) return;
      const found = [...shown.drawing.items].find(([, item]) => item.deed === deed);
      if (found !== undefined) focus(found[0]);
      onDeed(deed, false);
    },
  });
  new ResizeObserver(() => {
    const to = isOwn ? null : openingView();
    if (to !== null) look(to, false);
  }).observe(element);

  return {
    element,
    zoom,
    fitWhole,
    goTo: (place) => {
      const found = [...(shown?.drawing.items ?? [])].find(([, { deed }]) => leadsTo(deed, place));
      if (found !== undefined) focus(found[0]);
    },
    drawn: () => shown,
    show: (drawing, size, before) => {
      const hadFocus = element.contains(document.activeElement);
      shown = { drawing, size };
      holder.replaceChildren(drawing.element);
      makeCurrent(current);
      if (before !== null) look(before, true);
      else if (!isOwn) look(openingView()!, false);
      if (hadFocus && current !== null) focus(current);
    },
  };
}

/** True for the gate, or the function, at a place. */
function leadsTo(deed: Deed, { uri, line, column }: Place): boolean {
  if (deed.kind !== 'open' || deed.place.uri !== uri || deed.place.line !== line) return false;
  return deed.call !== null || deed.place.name !== undefined || deed.place.column === column;
}

/** What Shift and Enter do: a function's call rather than its definition. */
function calling(deed: Deed): Deed {
  return deed.kind === 'open' && deed.call !== null ? { ...deed, place: deed.call } : deed;
}

/** Tells clicks from drags. Distances are in pixels. */
function followPointer(
  element: HTMLElement,
  on: { readonly onMove: (dx: number, dy: number) => void; readonly onClick: (target: Element) => void },
): void {
  let from: { x: number; y: number; target: Element; isDrag: boolean } | null = null;
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 && event.button !== 1) return;
    from = { x: event.clientX, y: event.clientY, target: event.target as Element, isDrag: event.button === 1 };
  });
  element.addEventListener('pointermove', (event) => {
    if (from === null) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.isDrag && Math.hypot(dx, dy) < CLICK) return;
    if (!from.isDrag) element.setPointerCapture(event.pointerId);
    element.classList.add('moving');
    from = { ...from, x: event.clientX, y: event.clientY, isDrag: true };
    on.onMove(dx, dy);
  });
  const end = (isClick: boolean): void => {
    if (from !== null && isClick && !from.isDrag) on.onClick(from.target);
    from = null;
    element.classList.remove('moving');
  };
  element.addEventListener('pointerup', () => end(true));
  element.addEventListener('pointercancel', () => end(false));
}
