import { DOOR_SIGN, heightOf, PADDING } from './boxSize';
import { maskWords, outcomeWord, type Row } from './boxWords';
import { doorSign } from './doorSign';
import type { FoldedGraph, Shown, ShownLine } from './folded';
import type { Rectangle } from './geometry';
import type { PictureLayout } from './layout';
import { arrowHead, linePath } from './linePath';
import type { Door, FunctionNode, Group, Place } from './pathGraph';
import { svg } from './svg';
import { filled, type PictureTexts } from './texts';
import type { MaskState } from './underMask';

/** What a person does with an item: opens a place, or folds, unfolds or lists something. */
export type Deed =
  | { readonly kind: 'open'; readonly place: Place; readonly call: Place | null }
  | { readonly kind: 'fold'; readonly group: string }
  | { readonly kind: 'list'; readonly box: string };

/** Something that the keyboard reaches. */
export interface Item {
  readonly element: SVGElement;
  /** Where arrow keys find it. */
  readonly place: Rectangle;
  /** What must be seen of it. */
  readonly words: Rectangle;
  readonly deed: Deed;
}

export interface Drawing {
  readonly element: SVGGElement;
  readonly items: ReadonlyMap<string, Item>;
  /** Lines open the call that they stand for; the keyboard gets there through the calling function. */
  readonly deedOf: (target: Element) => Deed | null;
}

export interface Scene {
  readonly graph: FoldedGraph;
  readonly layout: PictureLayout;
  readonly mask: string;
  readonly state: MaskState;
  readonly texts: PictureTexts;
  readonly rowsOf: (box: Shown) => readonly Row[];
  readonly labelOf: (line: ShownLine) => string;
  /** Functions and calls of the paths that a person looks at; the others are drawn fainter. Null: all. */
  readonly chosen: ReadonlySet<string> | null;
}

/** Draws a scene as SVG elements: frames of groups below lines, below names of groups and boxes. */
export function draw(scene: Scene): Drawing {
  const items = new Map<string, Item>();
  const lineDeeds = new Map<Element, Deed>();
  const groups = scene.graph.groups.map((group) => drawGroup(group, scene, items));
  const lines = scene.graph.lines.map((line) => drawLine(line, scene, lineDeeds));
  const boxes = scene.graph.boxes.map((box) => drawBox(box, scene, items));
  const byElement = new Map([...items.values()].map((item) => [item.element as Element, item.deed]));
  return {
    element: svg(
      'g',
      {},
      svg('g', {}, ...groups.map(({ frame }) => frame)),
      svg('g', {}, ...lines),
      svg('g', {}, ...groups.map(({ head }) => head), ...boxes),
    ),
    items,
    deedOf: (target) => {
      for (let at: Element | null = target; at !== null; at = at.parentElement) {
        const deed = byElement.get(at) ?? lineDeeds.get(at);
        if (deed !== undefined) return deed;
      }
      return null;
    },
  };
}

function drawGroup({ id, name, functions }: Group, { layout, texts, chosen }: Scene, items: Map<string, Item>) {
  const { x, y, width, height } = layout.groups.get(id)!;
  const head = { x: x + 4, y: y + 3, width: Math.min(width - 8, 30 + name.length * 7), height: 18 };
  const words = filled(texts.fold, name);
  const element = svg(
    'g',
    { class: 'item group-head', tabindex: -1, role: 'button', 'aria-label': words, 'aria-expanded': 'true' },
    svg('title', {}, words),
    svg('rect', { class: 'focus-frame', ...head, rx: 4 }),
    svg('text', { class: 'group-name', x: x + 10, y: y + 16 }, `▾ ${name}`),
  );
  // As wide as the group: keys come from whatever lies above, and go on to whatever lies below.
  items.set(id, { element, place: { ...head, width }, words: head, deed: { kind: 'fold', group: id } });
  const isFaint = chosen !== null && !functions.some((each) => chosen.has(each));
  const faint = isFaint ? ' faint' : '';
  element.classList.toggle('faint', isFaint);
  return { frame: svg('rect', { class: `group${faint}`, x, y, width, height, rx: 8 }), head: element };
}

function drawLine(line: ShownLine, scene: Scene, deeds: Map<Element, Deed>): SVGElement {
  const { points, label } = scene.layout.lines.get(line.id)!;
  const { call } = line;
  const reach = call === null ? null : scene.state.callReach(call.id);
  const how = call === null ? 'inside' : call.how;
  const sure = reach === null ? scene.state.reachOf(line.from) : line.part === 'before' ? reach.before : reach.behind;
  const isFaint = scene.chosen !== null && call !== null && !scene.chosen.has(call.id);
  const element = svg('g', { class: `line ${how} ${sure}${isFaint ? ' faint' : ''}` });
  const d = linePath(points);
  element.append(svg('path', { class: 'line-reach', d }), svg('path', { class: 'line-path', d }));
  if (line.part !== 'before' && call !== null) {
    element.append(svg('polygon', { class: 'line-head', points: arrowHead(points) }));
  }
  const text = scene.labelOf(line);
  if (label !== null && text !== '') {
    const { x, y, width, height } = label;
    element.append(
      svg('rect', { class: 'label-back', x: x - width / 2, y: y - height / 2, width, height, rx: 3 }),
      svg('text', { class: 'line-label', x, y: y + 4, 'text-anchor': 'middle' }, text),
    );
  }
  if (call !== null) {
    element.append(svg('title', {}, `${call.through || call.how}: ${lineName(call.place)}`));
    deeds.set(element, { kind: 'open', place: call.place, call: null });
  }
  return element;
}

function drawBox(box: Shown, scene: Scene, items: Map<string, Item>): SVGElement {
  const place = scene.layout.boxes.get(box.id)!;
  const rows = scene.rowsOf(box);
  const element = svg('g', { class: classOf(box, scene) });
  const frame = svg('rect', { class: 'box', ...place, rx: cornerOf(box) });
  element.append(frame);
  if (box.kind === 'function' || box.kind === 'stretch') {
    const words =
      box.kind === 'function' ? functionWords(box.function, scene) : filled(scene.texts.unfold, box.of.name);
    makeItem(element, words);
    element.prepend(svg('title', {}, words));
    items.set(box.id, { element, place, words: place, deed: deedOf(box, scene) });
  }
  let y = place.y + PADDING.y;
  for (const row of rows) {
    element.append(drawRow(row, box, { ...place, y, height: heightOf(row) }, scene, items));
    y += heightOf(row);
  }
  return element;
}

function drawRow(row: Row, box: Shown, at: Rectangle, { texts }: Scene, items: Map<string, Item>): SVGElement {
  const x = at.x + PADDING.x;
  if (row.kind === 'door') return drawDoor(row, at, texts, items);
  const text = svg('text', { class: `row-${row.kind}`, x, y: at.y + at.height - 4 }, row.text);
  if (row.kind !== 'more') return text;
  const element = svg('g', { class: 'item more' }, focusFrame(at), text);
  makeItem(element, row.text);
  items.set(`${box.id} more`, { element, place: at, words: at, deed: { kind: 'list', box: box.id } });
  return element;
}

function drawDoor(
  row: Row & { readonly kind: 'door' },
  at: Rectangle,
  texts: PictureTexts,
  items: Map<string, Item>,
): SVGElement {
  const x = at.x + PADDING.x;
  const left = x + DOOR_SIGN;
  const { gate, id } = row.door;
  const first = svg('text', { class: `door-words ${row.outcome}`, x: left, y: at.y + 15 });
  first.append(row.word, svg('tspan', { class: 'door-bits', dx: 8 }, row.bits));
  const words = doorWords(row.door, outcomeWord(row.outcome, texts));
  const element = svg(
    'g',
    { class: `item door ${row.outcome}` },
    svg('title', {}, words),
    focusFrame(at),
    doorSign(row.outcome, x, at.y + 6),
    first,
    svg('text', { class: 'door-condition', x: left, y: at.y + 30 }, row.condition),
  );
  makeItem(element, words);
  const place = { uri: gate.uri, line: gate.line, column: gate.column };
  items.set(id, { element, place: at, words: at, deed: { kind: 'open', place, call: null } });
  return element;
}

function focusFrame({ x, y, width, height }: Rectangle): SVGElement {
  return svg('rect', { class: 'focus-frame', x: x + 3, y: y + 1, width: width - 6, height: height - 2, rx: 4 });
}

function makeItem(element: SVGElement, words: string): void {
  element.classList.add('item');
  element.setAttribute('tabindex', '-1');
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', words);
}

function classOf(box: Shown, { state, chosen }: Scene): string {
  const isFaint = chosen !== null && !isChosen(box, chosen);
  const classes = [box.kind, isFaint ? 'faint' : ''];
  if (box.kind === 'function' || box.kind === 'inside') classes.push(state.reachOf(box.function.id));
  if (box.kind === 'function') classes.push(box.function.definition, box.function.isEnd ? 'end' : '');
  if (box.kind === 'doors') classes.push(state.callReach(box.call.id).before);
  if (box.kind === 'stretch') classes.push(bestReach(box, state));
  return classes.filter((name) => name !== '').join(' ');
}

function bestReach(box: Shown & { readonly kind: 'stretch' }, state: MaskState): string {
  const reaches = box.of.functions.map(state.reachOf);
  return (['reached', 'maybe'] as const).find((reach) => reaches.includes(reach)) ?? 'cut';
}

function isChosen(box: Shown, chosen: ReadonlySet<string>): boolean {
  if (box.kind === 'stretch') return box.of.functions.some((id) => chosen.has(id));
  return chosen.has(box.kind === 'doors' ? box.call.id : box.function.id);
}

function cornerOf(box: Shown): number {
  if (box.kind === 'function') return box.function.definition === 'macro' ? 14 : 5;
  return box.kind === 'doors' ? 3 : 5;
}

function deedOf(box: Shown & { readonly kind: 'function' | 'stretch' }, { graph }: Scene): Deed {
  if (box.kind === 'stretch') return { kind: 'fold', group: box.id };
  const next = graph.lines.find(({ from, call }) => from === box.id && call !== null);
  return { kind: 'open', place: box.function.place, call: next?.call?.place ?? null };
}

/** Everything that a box shows by shape, place and colour, as a sentence. */
function functionWords(each: FunctionNode, { mask, state, texts }: Scene): string {
  const reach = state.reachOf(each.id);
  const known = maskWords(each, mask, texts);
  return [
    each.definition === 'macro' ? filled(texts.macro, each.name) : each.name,
    `${each.file}:${each.place.line}`,
    ...(known === '' ? [] : [filled(texts.entryMask, known)]),
    ...(reach === 'cut' ? [texts.notReached] : reach === 'maybe' ? [texts.maybeReached] : []),
  ].join(', ');
}

function doorWords({ gate }: Door, outcome: string): string {
  const sides = [gate.when.set, gate.when.clear].some((side) => side !== '')
    ? ` (${gate.bits.join(', ')}: ${gate.when.set || '…'}; ~: ${gate.when.clear || '…'})`
    : '';
  return `${outcome}: ${gate.condition}, ${gate.file}:${gate.line}${sides}`;
}

/** `vmscan.c:1640` */
function lineName({ uri, line }: Place): string {
  return `${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}:${line}`;
}
