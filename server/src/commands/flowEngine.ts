import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../flow/frame';
import { createEngine } from '../flow/interpreter';
import { evaluateExpression } from '../gfp/constantExpression';
import type { Vocabulary } from '../gfp/vocabulary';
import type { KernelIndex } from '../index/kernelIndex';
import { codeNames } from '../index/packedNames';
import { CParser } from '../syntax/parser';
import { createCodeReader } from '../syntax/treeCode';
import { readTreeVocabulary } from '../tree/gfpHeaders';
import { toldConditions } from '../tree/toldConditions';
import { CommandFailure } from './failure';

export interface FlowEngine {
  readonly engine: Engine;
  readonly vocabulary: Vocabulary;
}

/** An interpreter over a tree on disk. The two WebAssembly files lie beside the bundle. */
export async function openFlowEngine(index: KernelIndex, config: string | undefined): Promise<FlowEngine> {
  const flow = await flowEngineIfAny(index, config);
  if (flow === null) throw noFlags(index);
  return flow;
}

/** The tree's flags. @throws CommandFailure 2 where it has none */
export function vocabularyOf(index: KernelIndex, config: string | undefined): Vocabulary {
  const vocabulary = readTreeVocabulary(index.root, config);
  if (vocabulary === null) throw noFlags(index);
  return vocabulary;
}

function noFlags({ root }: KernelIndex): CommandFailure {
  return new CommandFailure(2, `${root} has no gfp flags (include/linux/gfp.h): give the folder of a kernel tree`);
}

/** Null where the tree has no gfp flags. */
export async function flowEngineIfAny(index: KernelIndex, config: string | undefined): Promise<FlowEngine | null> {
  const vocabulary = readTreeVocabulary(index.root, config);
  if (vocabulary === null) return null;
  const parser = await CParser.load({
    runtime: join(__dirname, 'web-tree-sitter.wasm'),
    grammar: readFileSync(join(__dirname, 'tree-sitter-c.wasm')),
  });
  const code = createCodeReader({
    parser,
    index,
    names: codeNames(index, { evaluate: evaluateExpression }),
    readText: (path) => textOf(join(index.root, path)),
    isOff: toldConditions(vocabulary.config),
  });
  return { engine: createEngine(code, vocabulary), vocabulary };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
