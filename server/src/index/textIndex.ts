import { OutlineReader } from '../outline/outlineReader';
import { describeTree } from '../tree/root';
import { BatchBuilder, writtenNames } from './batch';
import { buildTree } from './buildTree';
import { NO_ASSUMPTIONS } from './nearTree';
import { partsOf, type TreeParts } from './treeParts';

export interface SourceText {
  /** Relative to the tree, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a handful of texts alone tell: some milliseconds per file, so that there is an answer before anything is read. */
export function readTexts(root: string, texts: readonly SourceText[], arch: string): TreeParts {
  const reader = new OutlineReader();
  const builder = new BatchBuilder(reader);
  const sizes: number[] = [];
  texts.forEach(({ path, text }, file) => {
    const bytes = zeroEnded(text);
    builder.beginFile(file);
    sizes.push(bytes.length - 1);
    if (path.endsWith('.S')) reader.readAssembly(bytes, bytes.length - 1);
    else reader.readC(bytes, bytes.length - 1, path);
  });
  const report = {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    sizes: Float64Array.from(sizes),
    times: new Float64Array(sizes.length),
    failed: [],
    constantMacros: 0,
  };
  const tree = buildTree({
    paths: texts.map(({ path }) => path),
    toRead: texts.map((_, file) => file),
    scanned: [{ batch: { ...builder.finish(null), ...writtenNames(reader.names) }, report }],
    old: null,
    arch,
    assumed: NO_ASSUMPTIONS,
    rules: '',
  });
  return partsOf(tree, { root, kernelVersion: describeTree(root).version, partial: true });
}

/** UTF-8 with the zero byte behind it that the outline reader stops at. */
export function zeroEnded(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text) + 1);
  bytes.write(text);
  bytes[bytes.length - 1] = 0;
  return bytes;
}
