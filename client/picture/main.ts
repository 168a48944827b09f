// What runs in the webview: draws the paths that the extension sends, and tells it what a person wants.

import type { Measure } from './boxSize';
import { makeCanvas } from './canvas';
import { type Deed, draw } from './draw';
import { imageOf, pngOf } from './exportImage';
import { legend } from './legend';
import { measureInPage } from './measure';
import type { FromPicture, PictureSubject, ToPicture } from './messages';
import { type PathGraph, pathGraph } from './pathGraph';
import { type Arranged, arranged } from './scene';
import { html } from './svg';
import { filled, type PictureTexts } from './texts';
import { toolbar, verdicts } from './toolbar';
import { masksOf } from './underMask';
import { type View, viewFrom } from './view';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPicture): void;
  getState(): unknown;
  setState(state: Kept): void;
};

/** What survives hiding the picture and a reload of the window. */
interface Kept {
  readonly subject: PictureSubject;
  readonly chosen: string;
  readonly folded: readonly string[];
  readonly opened: readonly string[];
  readonly looked: number | null;
  readonly view: View | null;
}

interface Shown {
  readonly texts: PictureTexts;
  readonly graph: PathGraph;
  readonly kept: Kept;
  readonly arranged: Arranged;
}

const editor = acquireVsCodeApi();
let shown: Shown | null = null;
let isAsking = false;
let measure: Measure = measureInPage();
let saving: number | null = null;

/** How long after a change it is written down, in ms: the whole answer goes with it, and a zoom is many changes. */
const SAVE_AFTER = 300;

const bar = html('div', { class: 'bar' });
const notes = html('div', { class: 'notes', role: 'alert' });
const canvas = makeCanvas(onDeed, (view) => keep({ view }));
const about = html('div', {});
document.getElementById('picture')!.append(bar, notes, canvas.element, about);

window.addEventListener('message', ({ data }: MessageEvent<ToPicture>) => {
  isAsking = data.type === 'show' && data.isAsking;
  if (data.type === 'failed') {
    notes.textContent = data.why;
    drawBar();
    return;
  }
  const { subject, texts, chosen, at } = data;
  const isKnown = chosen !== null && masksOf(subject.answer).includes(chosen);
  const kept = keptFor(subject);
  show(texts, { ...kept, ...(isKnown ? { chosen } : {}) });
  if (at !== null && kept.view === null) canvas.goTo(at);
});
window.addEventListener('pagehide', saveState);
editor.postMessage({ type: 'ready' });

/** What was kept of these paths, else the beginning. */
function keptFor(subject: PictureSubject): Kept {
  const before = (shown?.kept ?? editor.getState()) as Partial<Kept> | undefined;
  const masks = masksOf(subject.answer);
  const isSame =
    before?.subject?.uri === subject.uri && before.subject.from === subject.from && before.subject.to === subject.to;
  const kept = isSame ? before : undefined;
  return {
    subject,
    chosen: kept?.chosen !== undefined && masks.includes(kept.chosen) ? kept.chosen : (masks[0] ?? ''),
    folded: kept?.folded ?? [],
    opened: kept?.opened ?? [],
    looked: kept?.looked ?? null,
    view: viewFrom(kept?.view),
  };
}

function show(texts: PictureTexts, kept: Kept): void {
  const graph = pathGraph(kept.subject.answer);
  const { from, to, answer } = kept.subject;
  canvas.element.setAttribute('aria-label', `${filled(texts.picture, from, to)}. ${texts.keys}`);
  notes.textContent = answer.incomplete ?? '';
  about.replaceChildren(legend(texts));
  // The fonts may have changed.
  measure = measureInPage();
  shown = { texts, graph, kept, arranged: arrange(graph, texts, kept) };
  saveState();
  redraw(kept.view);
}

function arrange(graph: PathGraph, texts: PictureTexts, { subject, folded, opened }: Kept): Arranged {
  const shape = { folded: new Set(folded), opened: new Set(opened) };
  return arranged(subject.answer, graph, shape, texts, measure);
}

/** Remembers a change; what it changes on the screen is drawn by the caller. */
function keep(change: Partial<Kept>): void {
  if (shown === null) return;
  shown = { ...shown, kept: { ...shown.kept, ...change } };
  saving ??= window.setTimeout(saveState, SAVE_AFTER);
}

function saveState(): void {
  if (saving !== null) window.clearTimeout(saving);
  saving = null;
  if (shown !== null) editor.setState(shown.kept);
}

/** Draws boxes in the places that they have. */
function redraw(view: View | null = null): void {
  if (shown === null) return;
  const { kept, texts, arranged: now, graph } = shown;
  const looked = kept.looked === null ? undefined : graph.paths[kept.looked];
  const chosen = looked === undefined ? null : new Set([...looked.functions, ...looked.calls]);
  const scene = { ...now, ...now.under(kept.chosen), mask: kept.chosen, texts, chosen };
  canvas.show(draw(scene), now.layout, view);
  drawBar();
}

function drawBar(): void {
  if (shown === null) return;
  const { kept, texts, arranged: now, graph } = shown;
  const { answer } = kept.subject;
  const focused = focusIn(bar);
  const isFolded = kept.folded.length > 0;
  const state = { masks: masksOf(answer), chosen: kept.chosen, isFolded, isAsking };
  const lengths = answer.paths.map(({ hops }) => hops.length);
  bar.replaceChildren(
    toolbar(state, texts, {
      choose: (mask) => {
        keep({ chosen: mask });
        redraw();
      },
      ask: (mask) => {
        isAsking = true;
        notes.textContent = '';
        editor.postMessage({ type: 'ask', mask });
        drawBar();
      },
      zoom: canvas.zoom,
      fitWhole: canvas.fitWhole,
      fold: () => reshape({ folded: isFolded ? [] : graph.groups.map(({ id }) => id) }),
      save: (format) => void save(format),
    }),
    verdicts(
      now.under(kept.chosen).state,
      { lengths, hasMasks: state.masks.length > 0 },
      kept.looked,
      texts,
      (looked) => {
        keep({ looked });
        redraw();
      },
    ),
  );
  if (focused === 'mask') bar.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
  else if (focused !== null) controlsOf(bar)[focused]?.focus();
}

/** Which control of the bar has the focus, so that the bar that takes its place can have it: `mask`, or how many stand before it. */
function focusIn(element: HTMLElement): 'mask' | number | null {
  if (element.querySelector('.masks')?.contains(document.activeElement)) return 'mask';
  const active = document.activeElement;
  const at = active instanceof HTMLElement ? controlsOf(element).indexOf(active) : -1;
  return at < 0 ? null : at;
}

function controlsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('button, input')];
}

/** Folds, unfolds or lists: boxes get new places. */
function reshape(change: Pick<Partial<Kept>, 'folded' | 'opened'>): void {
  if (shown === null) return;
  keep(change);
  shown = { ...shown, arranged: arrange(shown.graph, shown.texts, shown.kept) };
  redraw();
}

function onDeed(deed: Deed, stay: boolean): void {
  if (shown === null) return;
  const { folded, opened } = shown.kept;
  if (deed.kind === 'fold') reshape({ folded: toggled(folded, deed.group) });
  else if (deed.kind === 'list') reshape({ opened: toggled(opened, deed.box) });
  else editor.postMessage({ type: 'open', ...deed.place, stay });
}

function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
}

async function save(format: 'svg' | 'png'): Promise<void> {
  const drawn = canvas.drawn();
  if (shown === null || drawn === null) return;
  const { from, to } = shown.kept.subject;
  const background = getComputedStyle(document.body).backgroundColor;
  try {
    const title = `${filled(shown.texts.picture, from, to)} (${shown.kept.chosen})`;
    const image = imageOf(drawn.drawing.element, drawn.size, background, title);
    editor.postMessage({ type: 'save', format, content: format === 'svg' ? image : await pngOf(image, drawn.size) });
  } catch (error) {
    notes.textContent = String(error);
  }
}
