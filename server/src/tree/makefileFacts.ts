/** One Kbuild Makefile evaluated as far as CONFIG conditions go: its variables, with the Makefiles that it includes. */
import { ALWAYS, type BuildCondition, both, either, NEVER, opposite } from './buildCondition';
import { makeStatements } from './makefileText';
import { configCondition, expandWords, listName, type MakeValue } from './makeWords';
import { joinPath } from './treePath';

export interface MakefileSurroundings {
  /** Folder whose `$(src)` and `$(obj)` it is; '' is the root. */
  readonly dir: string;
  /** SRCARCH: `x86`. */
  readonly arch: string;
  /** Text of a Makefile of the tree, for `include`. */
  readonly textOf: (path: string) => string | undefined;
}

const MAX_INCLUDES = 200;

/**
 * Variables by name. `obj-$(CONFIG_X) += a.o` is an entry of `obj-y` under the condition CONFIG_X (m and y alike), as
 * is `obj-m`. A replacing assignment under a condition leaves the older entries to its opposite
 * (`mmu-y := nommu.o`, `mmu-$(CONFIG_MMU) := memory.o`).
 */
export function readMakefile(text: string, around: MakefileSurroundings): Map<string, MakeValue[]> {
  const variables = startingVariables(around);
  let includes = 0;

  const evaluate = (source: string, outer: BuildCondition): void => {
    // Conditions of the open ifs: what holds in this branch, and what held in none of the branches before.
    const open: { now: BuildCondition; rest: BuildCondition }[] = [];
    const here = (): BuildCondition => open.reduce((all, each) => both(all, each.now), outer);
    for (const statement of makeStatements(source)) {
      if (statement.kind === 'if') {
        open.push(branch(statement.test, ALWAYS, around.arch));
      } else if (statement.kind === 'else') {
        const rest = open.pop()?.rest ?? ALWAYS;
        open.push(statement.test === null ? { now: rest, rest } : branch(statement.test, rest, around.arch));
      } else if (statement.kind === 'endif') {
        open.pop();
      } else if (statement.kind === 'assign') {
        assign(variables, statement, here());
      } else {
        for (const word of expandWords(statement.value, variables)) {
          const path = joinPath('', word.text);
          const included = path === null || path.startsWith('scripts/') ? undefined : around.textOf(path);
          if (included !== undefined && includes++ < MAX_INCLUDES) evaluate(included, both(here(), word.condition));
        }
      }
    }
  };
  evaluate(text, ALWAYS);
  return variables;
}

function startingVariables({ dir, arch }: MakefileSurroundings): Map<string, MakeValue[]> {
  const always = (value: string): MakeValue[] => [{ value, condition: ALWAYS }];
  const folder = dir === '' ? '.' : dir;
  return new Map([
    ['srctree', always('.')],
    ['src', always(folder)],
    ['obj', always(folder)],
    ['SRCARCH', always(arch)],
    ['ARCH', always(arch)],
    // arch/x86/Makefile sets BITS by CONFIG_X86_32; others do the same by their own name for it.
    [
      'BITS',
      [
        { value: '64', condition: ['CONFIG_64BIT'] },
        { value: '32', condition: ['!CONFIG_64BIT'] },
      ],
    ],
  ]);
}

function assign(
  variables: Map<string, MakeValue[]>,
  { name, op, value }: { readonly name: string; readonly op: '+' | '=' | '?'; readonly value: string },
  here: BuildCondition,
): void {
  if (here === NEVER) return;
  const target = targetOf(name);
  if (target === null) return;
  const condition = both(here, target.condition);
  if (condition === NEVER) return;
  const older = variables.get(target.name);
  if (older === undefined) {
    variables.set(target.name, [{ value, condition }]);
    return;
  }
  const self = `$(${target.name})`;
  if (op === '=' && !value.includes(self)) {
    const otherwise = opposite(condition);
    const kept =
      otherwise === null ? older : older.map((each) => ({ ...each, condition: both(each.condition, otherwise) }));
    variables.set(target.name, [...kept.filter((each) => each.condition !== NEVER), { value, condition }]);
  } else if (op !== '?') {
    // `A := $(A) more` appends.
    older.push({ value: value.replaceAll(self, ''), condition });
  }
}

/** `xfs-$(CONFIG_XFS_QUOTA)` is `xfs-y` under CONFIG_XFS_QUOTA; `foo-m` and `foo-objs` are `foo-y`. */
function targetOf(name: string): { name: string; condition: BuildCondition } | null {
  const dollar = name.indexOf('$');
  if (dollar < 0) return { name: listName(name), condition: ALWAYS };
  if (name[dollar - 1] !== '-') return null;
  const condition = configCondition(name.slice(dollar));
  return condition === null ? null : { name: `${name.slice(0, dollar)}y`, condition };
}

/** A test's condition and the opposite of it; null where this form of conditions cannot say it. */
interface Test {
  readonly holds: BuildCondition | null;
  readonly fails: BuildCondition | null;
}

/** @param before what holds because every earlier branch of the same `if` was not taken */
function branch(test: string, before: BuildCondition, arch: string): { now: BuildCondition; rest: BuildCondition } {
  // A test that is not about the configuration (a compiler's version) is taken both ways.
  const { holds, fails } = testOf(test, arch) ?? { holds: ALWAYS, fails: ALWAYS };
  return { now: both(before, holds ?? ALWAYS), rest: both(before, fails ?? ALWAYS) };
}

function testOf(test: string, arch: string): Test | null {
  const defined = /^(ifn?def)\s+(\S+)/.exec(test);
  if (defined !== null) {
    const [, directive, symbol = ''] = defined;
    if (!/^CONFIG_\w+$/.test(symbol)) return null;
    return turned({ holds: [symbol], fails: [`!${symbol}`] }, directive === 'ifndef');
  }
  const compared = /^(ifn?eq)\s*\((.*),([^,]*)\)\s*$/.exec(test);
  if (compared === null) return null;
  const [, directive, left = '', right = ''] = compared;
  return turned(equality(left.trim(), right.trim(), arch), directive === 'ifneq');
}

function turned(test: Test | null, turn: boolean): Test | null {
  return test !== null && turn ? { holds: test.fails, fails: test.holds } : test;
}

/** The condition under which `$(CONFIG_X)` (and the like) equals a literal, or null where that is unknown. */
function equality(left: string, right: string, arch: string): Test | null {
  const withOpposite = (holds: BuildCondition): Test => ({ holds, fails: opposite(holds) });
  if (/^\$\((?:SRC)?ARCH\)$/.test(left)) return withOpposite(right === arch || right === `${arch}_64` ? ALWAYS : NEVER);
  if (left === '$(BITS)') return withOpposite(right === '64' ? ['CONFIG_64BIT'] : ['!CONFIG_64BIT']);
  // In the tree itself, not as a module outside of it.
  if (left === '$(KBUILD_EXTMOD)' && right === '') return withOpposite(ALWAYS);
  const symbols = left.match(/CONFIG_\w+/g);
  if (symbols === null || /\$\((?:call|shell)/.test(left)) return null;
  const one = symbols.map((symbol): BuildCondition => [symbol]);
  if (right === '') return { holds: symbols.map((symbol) => `!${symbol}`), fails: one.reduce(either) };
  if (!/^(?:y|m|yy+)$/.test(right)) return null;
  return withOpposite(one.reduce(/^\$\((?:filter|or)\b/.test(left) ? either : both));
}
