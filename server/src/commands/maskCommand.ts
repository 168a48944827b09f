import type { Command } from 'commander';
import { type FoundMask, type FunctionMasks, firstMaskIn, maskBeginningAt, masksOf } from '../flow/maskAt';
import { assumptionsIn } from '../flow/origins';
import { maskReport } from '../gfp/maskReport';
import type { DefId, FileId } from '../index/kernelIndex';
import { maskText, TOO_LONG } from '../render/maskText';
import { LinedSource } from '../text/linedSource';
import { type CommonOptions, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { CommandFailure } from './failure';
import { type FlowEngine, openFlowEngine } from './flowEngine';
import { printJson } from './output';

export function registerMask(program: Command): void {
  withCommonOptions(program.command('mask'))
    .argument('<place>', '`file:line` or `file:line:column`, the file relative to the tree')
    .description('what is known of the gfp mask at a place, and why')
    .addHelpText('after', '\nExample:\n  gfp-lens mask fs/xfs/kmem.c:20:23 --tree ~/src/linux')
    .action(mask);
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

async function mask(query: string, options: CommonOptions): Promise<void> {
  const place = placeOf(query);
  const { index } = await openIndex(treeOf(options), options);
  const file = index.fileByPath(place.file);
  if (file === undefined) throw new CommandFailure(1, `no file ${place.file} in ${index.root}`);
  const flow = await openFlowEngine(index, options.config);
  const text = flow.engine.code.text(file);
  if (text === null) throw new CommandFailure(2, `${place.file} cannot be read`);
  const lines = new LinedSource(text);
  if (place.line > lines.count)
    throw new CommandFailure(1, `${place.file} has ${lines.count} lines, not ${place.line}`);
  const def = index.defAt(file, place.line);
  const masks = def === undefined ? null : masksOf(flow.engine, def);
  const found = masks === null ? null : maskIn(masks, text, lines, place);
  if (def === undefined || found === null)
    throw new CommandFailure(1, `no gfp mask at ${query}: ${whyNone(flow, def, file, place)}`);
  const start = lines.positionOf(found.span.start);
  const end = lines.positionOf(found.span.end);
  const report = {
    file: place.file,
    line: start.line,
    column: start.column,
    endColumn: end.column,
    function: index.defName(def),
    expression: text.slice(found.span.start, found.span.end).replace(/\s+/g, ' '),
    mask: maskReport(found.value.now, flow.engine.vocabulary),
    origins: found.value.origins.flatMap(({ file: where, at, what }) => {
      const source = flow.engine.code.text(where);
      if (source === null) return [];
      return [{ file: index.filePath(where), line: at < 0 ? 0 : new LinedSource(source).positionOf(at).line, what }];
    }),
    assumptions: [
      ...flow.vocabulary.layout.assumptions.map(({ symbol, value }) => `${symbol}=${value}`),
      ...assumptionsIn([found.value.origins]),
    ],
    ...(masks?.analysis.isComplete === false ? { incomplete: TOO_LONG } : {}),
  };
  if (options.json) printJson(report);
  else process.stdout.write(maskText(report));
}

function maskIn(masks: FunctionMasks, text: string, lines: LinedSource, { line, column }: Place): FoundMask | null {
  const span = lines.spanOf(line);
  if (column === null) return firstMaskIn(masks, span);
  return maskBeginningAt(masks, span.start + column - 1, text);
}

function whyNone({ engine }: FlowEngine, def: DefId | undefined, file: FileId, { line }: Place): string {
  const { index } = engine.code;
  if (def === undefined) return `line ${line} of ${index.filePath(file)} is in no function`;
  const name = index.defName(def);
  if (index.defKind(def) === 'macro') return `${name} is a macro; ask where it is used`;
  if (engine.code.functionSyntax(def) === null) return `${name} cannot be read`;
  return `no expression of type gfp_t begins there in ${name}, or the place is never reached`;
}

function placeOf(query: string): Place {
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(query);
  if (match === null)
    throw new CommandFailure(2, `${query}: give file:line or file:line:column, for example mm/slub.c:2004:3`);
  const line = Number(match[2]);
  const column = match[3] === undefined ? null : Number(match[3]);
  if (line < 1 || column === 0) throw new CommandFailure(2, `${query}: lines and columns are counted from 1`);
  return { file: match[1]!.replace(/^\.\//, ''), line, column };
}
