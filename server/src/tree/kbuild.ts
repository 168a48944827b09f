/** Which CONFIG condition each source file is built under, and where its includes are looked up: read from Makefiles. */
import { ALWAYS, type BuildCondition, both, conditionText, either } from './buildCondition';
import { readMakefile } from './makefileFacts';
import { expandWords, type MakeValue, type MakeWord } from './makeWords';
import { folderOf, joinPath } from './treePath';

export interface KbuildFile {
  /** Relative to the root: `fs/xfs/Makefile`. */
  readonly path: string;
  readonly text: string;
}

export interface Kbuild {
  /**
   * Condition under which a `.c` or `.S` file is compiled into the kernel or a module: `CONFIG_XFS_FS && CONFIG_XFS_QUOTA`,
   * `!CONFIG_MMU`, `0` for never. A symbol holds for y and m alike. null: always built. undefined: no Makefile names it
   * (headers, host tools, files that another file includes, dead files).
   */
  conditionOf(path: string): string | null | undefined;
  /** Folders of `-I` for one file, in the compiler's order, relative to the root; without the kernel's common ones. */
  includeFoldersOf(path: string): readonly string[];
}

/** Lists whose entries are objects or folders: relative to the Makefile's folder, … */
const LOCAL_LISTS = ['obj-y', 'lib-y', 'extra-y', 'always-y', 'subdir-y'];
/** … or, in the top Makefile and in arch/X/Makefile, to the root. */
const ROOT_LISTS = ['init-y', 'core-y', 'drivers-y', 'net-y', 'libs-y', 'virt-y', 'head-y', 'vmlinux-main-y'];
/** Trees of programs with a make of their own. */
const FOREIGN = /^(?:tools|scripts|Documentation)\//;
const MAX_PARENTS = 20;

interface BuiltObject {
  /** Folder of the Makefile that builds it, and the condition in it. */
  readonly dir: string;
  readonly condition: BuildCondition;
}

interface FolderFlags {
  /** `ccflags-y` and `EXTRA_CFLAGS`: for this Makefile's objects. */
  readonly own: readonly string[];
  /** `subdir-ccflags-y`: for the folders below too. */
  readonly below: readonly string[];
  /** `CFLAGS_file.o`: by object path. */
  readonly ofObject: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the Makefiles of a tree (`walkTree(root).makefiles` with their texts). Pure; never throws. Conditions that are
 * not about CONFIG symbols (compiler versions, `$(shell …)`) are taken as fulfilled.
 *
 * @param arch SRCARCH
 */
export function readKbuild(files: readonly KbuildFile[], arch = 'x86'): Kbuild {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const objects = new Map<string, BuiltObject[]>();
  const parents = new Map<string, BuiltObject[]>();
  const flags = new Map<string, FolderFlags>();

  for (const { path, text } of files) {
    if (!/(?:^|\/)(?:Makefile|Kbuild)$/.test(path) || FOREIGN.test(path)) continue;
    const dir = folderOf(path);
    const variables = readMakefile(text, { dir, arch, textOf: (included) => texts.get(included) });
    const isArchTop = /^arch\/[^/]+\/Makefile$/.test(path);
    const note = (entry: MakeWord, from: string, builder: string): void => {
      const target = joinPath(from, entry.text);
      if (target === null) return;
      if (entry.text.endsWith('/')) push(parents, target, { dir: builder, condition: entry.condition });
      else if (target.endsWith('.o')) noteObject(objects, target.slice(0, -2), builder, entry, variables);
    };
    for (const list of LOCAL_LISTS) for (const entry of valuesOf(variables, list)) note(entry, dir, dir);
    if (dir === '' || isArchTop) {
      for (const list of ROOT_LISTS) for (const entry of valuesOf(variables, list)) note(entry, '', '');
    }
    addFlags(flags, dir, variables, dir === '' || isArchTop);
  }

  const folderCondition = conditionsOfFolders(parents);
  // virt/kvm/kvm_main.c is built from arch/X/kvm of every architecture: only the chosen one's say counts.
  const isChosen = (dir: string): boolean => !dir.startsWith('arch/') || dir.startsWith(`arch/${arch}/`);
  const buildersOf = (path: string): readonly BuiltObject[] | undefined => {
    const all = objects.get(withoutExtension(path));
    const chosen = all?.filter((each) => isChosen(each.dir));
    return chosen === undefined || chosen.length === 0 ? all : chosen;
  };
  return {
    conditionOf(path) {
      const builders = buildersOf(path);
      if (builders === undefined || path.endsWith('.h')) return undefined;
      return conditionText(builders.map((each) => both(folderCondition(each.dir), each.condition)).reduce(either));
    },
    includeFoldersOf(path) {
      const object = withoutExtension(path);
      const builders = buildersOf(path)?.map((each) => each.dir) ?? [nearestMakefile(folderOf(path), flags)];
      const folders = new Set<string>();
      for (const dir of new Set(builders)) for (const each of foldersFor(dir, object, flags)) folders.add(each);
      return [...folders];
    },
  };
}

/** `xfs.o` is either `xfs.c` or, where `xfs-y` lists parts, those parts under its condition. */
function noteObject(
  objects: Map<string, BuiltObject[]>,
  object: string,
  dir: string,
  entry: MakeWord,
  variables: ReadonlyMap<string, MakeValue[]>,
): void {
  const parts = valuesOf(variables, `${entry.text.replace(/\.o$/, '')}-y`);
  if (parts.length === 0) {
    push(objects, object, { dir, condition: entry.condition });
    return;
  }
  const from = folderOf(object);
  for (const part of parts) {
    const target = part.text.endsWith('.o') ? joinPath(from, part.text) : null;
    if (target === null) continue;
    push(objects, target.slice(0, -2), { dir, condition: both(entry.condition, part.condition) });
  }
}

function valuesOf(variables: ReadonlyMap<string, MakeValue[]>, name: string): MakeWord[] {
  return variables.has(name) ? expandWords(`$(${name})`, variables) : [];
}

/** A folder's condition: one of its parents descends into it, each under its own. Nobody descends: no condition. */
function conditionsOfFolders(parents: ReadonlyMap<string, readonly BuiltObject[]>): (dir: string) => BuildCondition {
  const known = new Map<string, BuildCondition>();
  const find = (dir: string, depth: number): BuildCondition => {
    const cached = known.get(dir);
    if (cached !== undefined) return cached;
    const from = parents.get(dir)?.filter((each) => each.dir !== dir);
    // A loop of folders, or a depth that no tree has, ends as unconditional.
    if (from === undefined || from.length === 0 || depth > MAX_PARENTS) return ALWAYS;
    known.set(dir, ALWAYS);
    const condition = from.map((each) => both(find(each.dir, depth + 1), each.condition)).reduce(either);
    known.set(dir, condition);
    return condition;
  };
  return (dir) => find(dir, 0);
}

function addFlags(
  flags: Map<string, FolderFlags>,
  dir: string,
  variables: ReadonlyMap<string, MakeValue[]>,
  isTop: boolean,
): void {
  const folders = (names: readonly string[]): string[] =>
    names.flatMap((name) => includeFolders(valuesOf(variables, name)));
  const older = flags.get(dir);
  // KBUILD_CFLAGS of the top Makefiles are the kernel's common ones, which the include search knows.
  const own = folders(
    isTop ? ['ccflags-y'] : ['ccflags-y', 'EXTRA_CFLAGS', 'KBUILD_CFLAGS', 'KBUILD_CPPFLAGS', 'cflags-y'],
  );
  const ofObject = new Map(older?.ofObject);
  for (const name of variables.keys()) {
    const object = /^CFLAGS_(.+)\.o$/.exec(name)?.[1];
    const found = object === undefined ? [] : folders([name]);
    const path = object === undefined ? null : joinPath(dir, object);
    if (found.length > 0 && path !== null) ofObject.set(path, found);
  }
  flags.set(dir, {
    own: [...(older?.own ?? []), ...own],
    below: [...(older?.below ?? []), ...folders(['subdir-ccflags-y'])],
    ofObject,
  });
}

/** `-Ifolder`, `-I folder`; `$(srctree)` is expanded to `.` already. */
function includeFolders(words: readonly MakeWord[]): string[] {
  const found: string[] = [];
  words.forEach(({ text }, index) => {
    const folder = text === '-I' ? words[index + 1]?.text : text.startsWith('-I') ? text.slice(2) : undefined;
    const path = folder === undefined || folder === '' ? null : joinPath('', folder);
    if (path !== null) found.push(path);
  });
  return found;
}

function foldersFor(dir: string, object: string, flags: ReadonlyMap<string, FolderFlags>): string[] {
  const found: string[] = [];
  for (let above = dir; ; above = folderOf(above)) {
    found.unshift(...(flags.get(above)?.below ?? []));
    if (above === '') break;
  }
  const here = flags.get(dir);
  return [...found, ...(here?.own ?? []), ...(here?.ofObject.get(object) ?? [])];
}

function nearestMakefile(folder: string, flags: ReadonlyMap<string, FolderFlags>): string {
  let dir = folder;
  while (dir !== '' && !flags.has(dir)) dir = folderOf(dir);
  return dir;
}

function withoutExtension(path: string): string {
  return path.replace(/\.[chS]$/, '');
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
