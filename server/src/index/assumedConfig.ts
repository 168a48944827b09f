import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is taken for granted where there is no .config; answers keep the condition, so that a reader can disagree. */
export interface AssumedConfig {
  /** True where a preprocessor condition that is one symbol (or its negation) is assumed to be false. */
  contradicts(condition: string): boolean;
}

/**
 * Symbols that are off although their code is there. Each with its reason.
 * - X86_32: arch/x86/Kconfig takes 64BIT unless ARCH=i386.
 * - MODULE, __CHECKER__: set for one compilation, not for the kernel.
 * - UML, XTENSA...: other architectures are left out by folder, not here.
 */
const OFF = ['CONFIG_X86_32', 'MODULE', '__CHECKER__', 'CONFIG_PREEMPT_RT', 'CONFIG_SLOB', 'CONFIG_SLUB_TINY', 'CONFIG_EMBEDDED'];

const SYMBOL = /^(!?)(?:defined\((\w+)\)|(?:IS_ENABLED|IS_BUILTIN|IS_REACHABLE)\((\w+)\)|(\w+))$/;

/** Reads the tree's "Kernel hacking" menu: lib/Kconfig.debug, what it sources, and the arch's own part. */
export function readAssumedConfig(root: string, arch: string): AssumedConfig {
  const debugging = new Set<string>();
  const seen = new Set<string>();
  const read = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    let text: string;
    try {
      text = readFileSync(join(root, path), 'utf8');
    } catch {
      return;
    }
    let symbol = '';
    let isOn = false;
    const close = (): void => {
      if (symbol !== '' && !isOn) debugging.add(`CONFIG_${symbol}`);
    };
    for (const line of text.split('\n')) {
      const source = /^\s*source\s+"([^"]+)"/.exec(line)?.[1];
      if (source !== undefined) read(source.replace('$(SRCARCH)', arch));
      const name = /^\s*(?:menu)?config\s+(\w+)/.exec(line)?.[1];
      if (name !== undefined) {
        close();
        symbol = name;
        isOn = false;
      } else if (/^\s+(?:def_bool|default)\s+y\s*$/.test(line)) isOn = true;
    }
    close();
  };
  read('lib/Kconfig.debug');
  return { contradicts: (condition) => contradicts(condition, debugging) };
}

function contradicts(condition: string, debugging: ReadonlySet<string>): boolean {
  const match = SYMBOL.exec(condition.trim());
  if (!match) return false;
  const symbol = match[2] ?? match[3] ?? match[4]!;
  const isOff = debugging.has(symbol) || OFF.includes(symbol);
  if (!symbol.startsWith('CONFIG_') && !isOff) return false;
  return (match[1] === '!') !== isOff;
}
