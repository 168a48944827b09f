import type { TraceAnswer } from '../../server/src/protocol';
import { type Measure, PADDING, sizeOfRows, styles } from './boxSize';
import { maskedFunctions, type Row, rowsOf, shortened } from './boxWords';
import { type FoldedGraph, folded, type Shown, type ShownLine } from './folded';
import type { Size } from './geometry';
import { layout, type PictureLayout } from './layout';
import type { PathGraph } from './pathGraph';
import type { PictureTexts } from './texts';
import { type MaskState, masksOf, underMask } from './underMask';

/** What a person has done to a picture. */
export interface Shape {
  /** Ids of groups that are folded up. */
  readonly folded: ReadonlySet<string>;
  /** Ids of boxes that list all of their gates. */
  readonly opened: ReadonlySet<string>;
}

/** A picture whose boxes have their places; a mask only colours it and fills in words. */
export interface Arranged {
  readonly graph: FoldedGraph;
  readonly layout: PictureLayout;
  readonly labelOf: (line: ShownLine) => string;
  /** What a mask makes of it. */
  readonly under: (mask: string) => { readonly state: MaskState; readonly rowsOf: (box: Shown) => readonly Row[] };
}

const MAX_LABEL = 48;
const LABEL_HEIGHT = 16;

/** Arranges the graph of an answer. Boxes are as wide as the longest words that any mask gives them. */
export function arranged(
  answer: TraceAnswer,
  graph: PathGraph,
  { folded: foldedIds, opened }: Shape,
  texts: PictureTexts,
  measure: Measure,
): Arranged {
  const shown = folded(graph, foldedIds);
  const masked = maskedFunctions(graph);
  const under = (mask: string) => {
    const state = underMask(graph, answer, mask);
    return { state, rowsOf: (box: Shown) => rowsOf(box, mask, state, texts, { masked, opened }) };
  };
  const masks = masksOf(answer);
  const states = (masks.length > 0 ? masks : ['']).map(under);
  const sizes = new Map(
    shown.boxes.map((box) => [box.id, largest(states.map((state) => sizeOfRows(state.rowsOf(box), measure)))]),
  );
  const labels = new Map(shown.lines.map((line) => [line.id, labelOf(line, texts)]));
  const label = (id: string): Size | null => {
    const text = labels.get(id)!;
    return text === '' ? null : { width: measure(text, styles.label) + 2 * PADDING.x, height: LABEL_HEIGHT };
  };
  const places = layout(shown, (id) => sizes.get(id)!, label);
  return { graph: shown, layout: places, labelOf: ({ id }) => labels.get(id)!, under };
}

/** The field that a call goes through; a call that is no plain one says what it is. */
function labelOf({ call, part }: ShownLine, texts: PictureTexts): string {
  if (call === null || part === 'before') return '';
  if (call.how === 'ops') return shortened(call.through, MAX_LABEL);
  return call.how === 'callback' ? texts.callback : '';
}

function largest(sizes: readonly Size[]): Size {
  return {
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
  };
}
