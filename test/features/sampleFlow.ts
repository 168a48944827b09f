/** The interpreter over a small tree in memory, with open documents laid over it: what features are asked with. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Position } from 'vscode-languageserver';
import { FlowSession } from '../../server/src/features/flowSession';
import { IndexedTexts } from '../../server/src/features/indexedTexts';
import { Overlays } from '../../server/src/features/overlays';
import type { FileId } from '../../server/src/index/kernelIndex';
import { readTexts, type SourceText } from '../../server/src/index/textIndex';
import { indexOf } from '../../server/src/index/treeParts';
import { readTreeVocabulary } from '../../server/src/tree/gfpHeaders';
import { testParser } from '../syntax/readCode';

const sample = join(__dirname, '../../samples/mini-kernel');

/** What is in all trees of these tests beside the sample's headers. */
export class SampleFlow {
  private readonly open = new Map<string, string>();

  private constructor(
    readonly root: string,
    private readonly session: FlowSession,
    private readonly overlays: Overlays,
  ) {}

  /** The sample's headers and `files`; with `whole` all of the sample. */
  static async with(files: Readonly<Record<string, string>>, whole = false): Promise<SampleFlow> {
    const root = mkdtempSync(join(tmpdir(), 'gfp-lens-flow-'));
    const texts = new Map<string, string>();
    for (const path of sourcesUnder(sample))
      if (whole || path.startsWith('include/')) texts.set(path, readFileSync(join(sample, path), 'utf8'));
    for (const [path, text] of Object.entries(files)) texts.set(path, text);
    texts.set('Makefile', 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n');
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    texts.delete('Makefile');
    const sources = [...texts].map(([path, text]): SourceText => ({ path, text }));
    sources.sort((a, b) => (a.path < b.path ? -1 : 1));
    const index = indexOf(readTexts(root, sources, 'x86'));
    const overlays = new Overlays(index, new IndexedTexts((path) => texts.get(path) ?? null));
    return new SampleFlow(root, new FlowSession(await testParser()), overlays);
  }

  /** As it stands now. */
  get flow(): FlowSession {
    const open = [...this.open].map(([path, text]): SourceText => ({ path, text }));
    const vocabulary = readTreeVocabulary(this.root, undefined)!;
    this.vocabulary ??= vocabulary;
    return this.session.update({ index: this.overlays.under(open), vocabulary: this.vocabulary, open });
  }

  private vocabulary: ReturnType<typeof readTreeVocabulary> = null;

  /** Opens a document, or edits it. */
  edit(path: string, change: (text: string) => string): void {
    this.open.set(path, change(this.text(path)));
  }

  text(path: string): string {
    return this.open.get(path) ?? readFileSync(join(this.root, path), 'utf8');
  }

  file(path: string): FileId {
    return this.flow.index.fileByPath(path)!;
  }

  /** Inside the first `needle` behind the first `after`, 0-based. */
  position(path: string, after: string, needle = after): Position {
    const text = this.text(path);
    const from = text.indexOf(after);
    const at = text.indexOf(needle, from);
    if (from < 0 || at < 0) throw new Error(`no ${needle} behind ${after} in ${path}`);
    const lines = text.slice(0, at).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length + 1 };
  }

  cleanup(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[ch]$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split('\\').join('/'));
}
