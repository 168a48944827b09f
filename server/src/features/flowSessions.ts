import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileId } from '../index/kernelIndex';
import type { SourceText } from '../index/textIndex';
import { CParser } from '../syntax/parser';
import { FlowSession } from './flowSession';
import type { TreeSession } from './treeSession';
import { turns } from './turns';

const SLICE_MS = 8;
const PAUSE_MS = 4;

/** The interpreters of the trees of a server: one parser for all of them, loaded at the start. */
export class FlowSessions {
  private parser: CParser | null = null;
  private readonly flows = new WeakMap<TreeSession, FlowSession>();

  constructor(private readonly openTexts: (root: string) => readonly SourceText[]) {}

  /** Loads the parser from the two files that lie in a folder. Until it is there, or where it is not, there are no masks. */
  async load(folder: string): Promise<void> {
    this.parser = await CParser.load({
      runtime: join(folder, 'web-tree-sitter.wasm'),
      grammar: readFileSync(join(folder, 'tree-sitter-c.wasm')),
    });
  }

  /** Reads ahead for a file, a few milliseconds at a time, while nothing else is to be done. */
  prepare(flow: FlowSession, file: FileId): void {
    const steps = (function* () {
      yield* flow.prepare(file);
      yield* flow.readAhead(file);
    })();
    void turns.work('ahead', async (next) => {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
        await next();
        const until = performance.now() + SLICE_MS;
        while (performance.now() < until) if (steps.next().done) return;
      }
    });
  }

  /** The interpreter of a tree as it stands now; null while there is no parser, no index, or where the tree has no gfp flags. */
  of(session: TreeSession): FlowSession | null {
    const index = session.index();
    const vocabulary = session.vocabulary();
    if (this.parser === null || index === null || vocabulary === null) return null;
    let flow = this.flows.get(session);
    if (flow === undefined) {
      flow = new FlowSession(this.parser);
      this.flows.set(session, flow);
    }
    return flow.update({ index, vocabulary, open: this.openTexts(session.root) });
  }
}
