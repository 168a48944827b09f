import type { KernelIndex } from '../index/kernelIndex';
import type { SourceText } from '../index/textIndex';
import type { IndexedTexts } from './indexedTexts';
import { OverlayIndex } from './overlayIndex';
import { type OverlayPlan, overlayPlan } from './overlayPlan';

/** One index, and what open texts make of it. Nothing is compared anew while the texts stay as they are. */
export class Overlays {
  private readonly plans = new Map<string, { readonly text: string; readonly plan: OverlayPlan }>();
  private last: { readonly changed: readonly SourceText[]; readonly index: KernelIndex } | null = null;

  constructor(
    readonly base: KernelIndex,
    private readonly indexed: IndexedTexts,
  ) {}

  /** Looks up what was indexed as `path` while it can still be had: a save would overwrite it. */
  remember(path: string): void {
    this.indexed.of(path);
  }

  /** The index under these open texts: the base itself where none differs from what was indexed. */
  under(open: readonly SourceText[]): KernelIndex {
    const changed = open.filter(({ path, text }) => this.indexed.of(path) !== text);
    if (changed.length === 0) {
      this.last = null;
      return this.base;
    }
    if (this.last === null || !sameTexts(this.last.changed, changed)) {
      const plans = changed.map((text) => this.planOf(text));
      this.last = { changed, index: new OverlayIndex(this.base, plans) };
    }
    return this.last.index;
  }

  private planOf({ path, text }: SourceText): OverlayPlan {
    const known = this.plans.get(path);
    if (known?.text === text) return known.plan;
    const plan = overlayPlan(this.base, this.base.fileByPath(path), { path, text, indexedText: this.indexed.of(path) });
    this.plans.set(path, { text, plan });
    return plan;
  }
}

function sameTexts(a: readonly SourceText[], b: readonly SourceText[]): boolean {
  return a.length === b.length && a.every(({ path, text }, i) => path === b[i]!.path && text === b[i]!.text);
}
