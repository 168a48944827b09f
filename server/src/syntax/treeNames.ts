import type { CodeNames } from '../index/codeNames';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import type { DialectNames } from './dialectTokens';
import { looksLikeType } from './dialectWords';
import type { LinedText } from './linedText';
import { type MacroShape, MacroShapes, type MacroText } from './macroShapes';
import { macroText } from './readMacro';

/** What the dialect asks about names, answered from a tree's own definitions. */
export class TreeNames {
  /** Shapes of names that have one definition in the tree, whoever asks. */
  private readonly shared: MacroShapes;
  /** Asked for every other word of the code: the answer for the whole tree, or that it depends on the file. */
  private readonly known = new Map<string, MacroShape | null | 'by file'>();
  private readonly byFile = new Map<FileId, MacroShapes>();
  private readonly types = new Map<string, boolean>();
  /** For code that stands in no file. */
  readonly anywhere: DialectNames;

  constructor(
    private index: KernelIndex,
    private names: CodeNames | null,
    private lined: (file: FileId) => LinedText | null,
  ) {
    this.shared = new MacroShapes((name) => this.textsOf(this.defsOf(name)));
    this.anywhere = { shapeOf: (name) => this.shared.shapeOf(name), isType: (name) => looksLikeType(name) };
  }

  /** Goes on with an index whose macros and typedefs are the same, though their lines may have moved. */
  moveTo(index: KernelIndex, names: CodeNames | null, lined: (file: FileId) => LinedText | null): this {
    this.index = index;
    this.names = names;
    this.lined = lined;
    return this;
  }

  /** Names as a file means them. */
  seenFrom(file: FileId): DialectNames {
    return {
      shapeOf: (name) => {
        let shape = this.known.get(name);
        if (shape === undefined) {
          const defs = this.defsOf(name);
          const isShared = this.names === null ? defs.every((def) => this.isPublic(def)) : defs.length <= 1;
          shape = isShared ? this.shared.shapeOf(name) : 'by file';
          this.known.set(name, shape);
        }
        return shape === 'by file' ? this.shapesOf(file).shapeOf(name) : shape;
      },
      isType: (name) => this.isType(name, file),
    };
  }

  private shapesOf(file: FileId): MacroShapes {
    let shapes = this.byFile.get(file);
    if (shapes === undefined) {
      if (this.byFile.size >= MAX_FILES) this.byFile.clear();
      shapes = new MacroShapes((name) =>
        this.textsOf(this.names?.definitions(name, file) ?? this.nearDefs(name, file)),
      );
      this.byFile.set(file, shapes);
    }
    return shapes;
  }

  /** Where nothing says what a file includes: what is near it, and the headers of all. */
  private nearDefs(name: string, file: FileId): readonly DefId[] {
    const near = neighbourhood(this.index.filePath(file));
    return this.defsOf(name).filter(
      (def) => this.isPublic(def) || neighbourhood(this.index.filePath(this.index.defFile(def))) === near,
    );
  }

  private isPublic(def: DefId): boolean {
    return /^(?:include|arch\/[^/]+\/include)\//.test(this.index.filePath(this.index.defFile(def)));
  }

  private isType(name: string, file: FileId): boolean {
    let isType = this.types.get(name);
    if (isType === undefined) {
      isType = looksLikeType(name) || (this.names !== null && this.names.typedefTarget(name, file) !== null);
      this.types.set(name, isType);
    }
    return isType;
  }

  private defsOf(name: string): readonly DefId[] {
    const id = this.index.nameId(name);
    return id === undefined ? [] : this.index.defsOfName(id);
  }

  private textsOf(defs: readonly DefId[]): readonly MacroText[] | null {
    const texts: MacroText[] = [];
    for (const def of defs.slice(0, MAX_DEFINITIONS)) {
      if (this.index.defKind(def) !== 'macro') continue;
      const text = this.lined(this.index.defFile(def));
      if (text === null) continue;
      const from = text.lineStart(this.index.defLine(def));
      const found = macroText(text.text, from, text.lineStart(this.index.defEndLine(def) + 1), this.index.defName(def));
      if (found !== null) texts.push(found);
    }
    return defs.length === 0 ? null : texts;
  }
}

/** The first two folders of a path: a file system, a class of drivers. */
function neighbourhood(path: string): string {
  return path
    .split('/', 3)
    .slice(0, path.split('/', 3).length > 2 ? 2 : 1)
    .join('/');
}

/** Files whose own meanings of names are kept. */
const MAX_FILES = 200;
/** A name that half of the drivers define tells no more by its hundredth definition. */
const MAX_DEFINITIONS = 8;
