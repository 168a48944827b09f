/** Frames that nobody called: of a function that is asked about itself, and of none at all. */
import type { DefId, FileId } from '../index/kernelIndex';
import { type Engine, type Entry, type Frame, NO_ENTRY } from './frame';

/** A frame in a file, outside of every function. */
export function fileFrame(engine: Engine, file: FileId): Frame {
  return {
    engine,
    file,
    textFile: file,
    returnType: null,
    depth: 0,
    calling: [],
    recorder: null,
    macro: null,
    types: new Map(),
    parameters: new Map(),
    exposed: new Set(),
    kept: new Set(),
    inFunction: null,
    entry: NO_ENTRY,
    explores: false,
    constants: false,
    handsOn: { yes: false },
  };
}

/** The frame of a function, or of a macro, that is asked about itself. */
export function frameFor(engine: Engine, def: DefId, entry: Entry): Frame {
  const { code } = engine;
  const frame = fileFrame(engine, code.index.defFile(def));
  const syntax = code.index.defKind(def) === 'function' ? code.functionSyntax(def) : null;
  if (syntax === null) return { ...frame, calling: [def], entry };
  return {
    ...frame,
    returnType: syntax.returnType,
    calling: [def],
    types: new Map(syntax.parameters.map(({ name, type }) => [name, type])),
    parameters: new Map(syntax.parameters.map(({ name, nameStart }) => [name, nameStart])),
    entry,
  };
}
