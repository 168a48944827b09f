/** What a person reads in the picture, in their language; `{0}`, `{1}` stand for what is filled in. */
export interface PictureTexts {
  readonly open: string;
  readonly closed: string;
  readonly undecided: string;
  readonly mask: string;
  readonly custom: string;
  readonly customHint: string;
  readonly asking: string;
  readonly noMasks: string;
  /** Path {0} */
  readonly path: string;
  readonly pathOpen: string;
  /** {0}: function, {1}: bits */
  readonly pathClosed: string;
  readonly pathDepends: string;
  readonly calls: string;
  readonly showOnly: string;
  /** Of the buttons that follow. */
  readonly tools: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly foldAll: string;
  readonly unfoldAll: string;
  readonly saveSvg: string;
  readonly savePng: string;
  readonly legend: string;
  readonly legendMacro: string;
  readonly legendOps: string;
  readonly legendCut: string;
  readonly keys: string;
  /** {0}: from, {1}: to */
  readonly picture: string;
  readonly entryMask: string;
  readonly maskDiffers: string;
  /** {0}: bits that are set, {1}: how many are not known */
  readonly maskPartly: string;
  readonly macro: string;
  readonly callback: string;
  readonly notReached: string;
  readonly maybeReached: string;
  readonly oneFunction: string;
  /** {0}: how many */
  readonly functions: string;
  /** {0}: how many, {1}: how many are closed */
  readonly gates: string;
  /** {0}: a function */
  readonly inside: string;
  readonly more: string;
  readonly fewer: string;
  readonly fold: string;
  readonly unfold: string;
}

/** A text with what stands for `{0}`, `{1}`, ... filled in. */
export function filled(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (whole, i: string) => String(values[Number(i)] ?? whole));
}
