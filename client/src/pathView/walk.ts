import * as vscode from 'vscode';
import { showFromFront } from '../showFromFront';
import { Highlights } from './highlights';
import { isInsideTree } from './insideTree';
import type { PathModel, Position } from './pathModel';
import { keyOf } from './question';
import type { RowTarget } from './row';
import { hopRange, rangeOfGate } from './stopRange';
import { gateOf, placeOf, stopBeside } from './stops';

/** How long the status bar tells where on the path a person is, in ms. */
const TELLING = 15_000;

/** `look` leaves the keyboard where it is, `stay` moves it into the editor. */
export type Manner = 'look' | 'stay';

/** Moves the editor along a path; tells `arrived` so that the tree's selection keeps in step. */
export class Walk implements vscode.Disposable {
  private readonly highlights = new Highlights();
  private readonly listener: vscode.Disposable;
  private status: vscode.Disposable | null = null;
  /** Counts the places that were gone to: a later one overtakes. */
  private turn = 0;
  /** Where the editor is opening; null while a person can look at the last place. */
  private opening: Position | null = null;

  constructor(
    private readonly model: PathModel,
    private readonly arrived: (position: Position) => void,
  ) {
    this.listener = model.onDidChange(() => {
      if (model.position === null) this.leave();
    });
  }

  dispose(): void {
    this.leave();
    this.listener.dispose();
    this.highlights.dispose();
  }

  /** To the next or previous hop or gate of the path that was last looked at; of the best path of the shown question at first. */
  async step(what: 'hop' | 'gate', by: 1 | -1): Promise<void> {
    const { current, position } = this.model;
    const on = position ?? (current === null ? null : { ...current, path: 0, stop: null });
    const path = on?.answer.paths[on.path];
    if (on === null || path === undefined) return;
    const stop = stopBeside(path, on.stop, what, by);
    if (stop !== null) return this.go({ question: on.question, answer: on.answer, path: on.path, stop }, 'stay');
    if (what === 'gate' && this.model.isWorkingOn(on.question))
      return this.tell(vscode.l10n.t('The gates of this path are still being worked out.'));
    const words =
      what === 'hop'
        ? by > 0
          ? vscode.l10n.t('This is the last hop.')
          : vscode.l10n.t('This is the first hop.')
        : by > 0
          ? vscode.l10n.t('No gate after this place.')
          : vscode.l10n.t('No gate before this place.');
    this.tell(words);
  }

  /** To the place that a row of the tree stands for. */
  async open({ question, path, stop }: RowTarget): Promise<void> {
    const { current } = this.model;
    const isShown = current !== null && keyOf(current.question) === keyOf(question);
    const answer = isShown ? current.answer : await this.model.pinned.first(question);
    await this.go({ question, answer, path, stop }, 'look');
  }

  /** The masks are there: the marks follow, and the editor where the call is another one and nobody has left the first. */
  async complete(before: Position, now: Position): Promise<void> {
    const [from, to] = [before, now].map(({ answer, path, stop }) => placeOf(answer.paths[path]!.hops[stop.hop]!));
    const isMoved = from!.uri !== to!.uri || from!.line !== to!.line;
    if (isMoved && (this.opening === before || isCursorAt(from!))) return this.go(now, 'look');
    this.arrived(now);
    if (this.opening === null) this.highlights.show(now);
  }

  /** Opens the place in the editor. A place outside of the tree that was asked is never opened. */
  async go(position: Position, manner: Manner): Promise<void> {
    const path = position.answer.paths[position.path];
    const hop = path?.hops[position.stop.hop];
    if (path === undefined || hop === undefined) return;
    const gate = gateOf(path, position.stop);
    const place = gate?.uri ?? placeOf(hop).uri;
    if (!isInsideTree(position.question.tree, place)) {
      void vscode.window.showWarningMessage(vscode.l10n.t('{0} lies outside of the kernel tree.', place));
      return;
    }
    this.model.stand(position);
    this.arrived(position);
    const turn = ++this.turn;
    const isOvertaken = (): boolean => turn !== this.turn;
    this.opening = position;
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place));
      // Documents open later than a person steps.
      if (isOvertaken()) return;
      const range = gate === null ? hopRange(document, hop) : rangeOfGate(document, gate);
      const options = { preserveFocus: manner === 'look', preview: true };
      if ((await showFromFront(document, range, options, () => !isOvertaken())) === null) return;
      // The masks may have come meanwhile.
      this.highlights.show(this.model.position ?? position);
      this.tell(whereWords(position));
    } catch (error) {
      // An editor that another stop replaced while it opened is no failure.
      if (!isOvertaken()) void vscode.window.showWarningMessage(`GFP Lens: ${String(error)}`);
    } finally {
      if (!isOvertaken()) this.opening = null;
    }
  }

  private tell(words: string): void {
    this.status?.dispose();
    this.status = vscode.window.setStatusBarMessage(words, TELLING);
  }

  private leave(): void {
    this.turn++;
    this.opening = null;
    this.status?.dispose();
    this.status = null;
    this.highlights.show(null);
  }
}

function isCursorAt({ uri, line }: { readonly uri: string; readonly line: number }): boolean {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.toString() !== vscode.Uri.parse(uri).toString()) return false;
  return editor.selection.active.line === line - 1;
}

/** `hop 7 of 16: new_slab`, `gate before hop 7 of 16: gfp & __GFP_FS` */
function whereWords({ answer, path, stop }: Position): string {
  const walked = answer.paths[path]!;
  const [number, count] = [stop.hop + 1, walked.hops.length];
  const condition = gateOf(walked, stop)?.condition.replace(/\s+/g, ' ') ?? '';
  switch (stop.kind) {
    case 'hop':
      return vscode.l10n.t('hop {0} of {1}: {2}', number, count, walked.hops[stop.hop]!.function);
    case 'guard':
      return vscode.l10n.t('gate before hop {0} of {1}: {2}', Math.min(number + 1, count), count, condition);
    case 'end':
      return vscode.l10n.t('gate {0} of {1} at the end: {2}', stop.gate + 1, walked.gates.length, condition);
  }
}
