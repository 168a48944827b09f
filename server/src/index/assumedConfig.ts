import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumedConfig } from '../tree/assumedConfig';
import { type Configuration, readDotConfig } from '../tree/configuration';
import { defconfigPaths } from '../tree/defconfig';
import { evaluateBuildCondition, evaluateCondition, type MacroState } from '../tree/evaluateCondition';
import { readKbuild } from '../tree/kbuild';
import { readKconfig } from '../tree/kconfig';

/** What decides between alternatives: a .config, or what the tree's own Kconfig and defconfig make likely. */
export interface AssumedConfig {
  /** True where a preprocessor condition is false under the configuration; `isDefined` tells of other macros. */
  contradicts(condition: string, isDefined?: MacroState): boolean;
  /** True where the Makefiles leave the file out under the configuration. */
  leavesOut(path: string): boolean;
  /** The condition under which a file is built, as text; null where it is always built or nothing is known. */
  buildCondition(path: string): string | null;
}

export interface ConfigSources {
  readonly makefiles: readonly string[];
  readonly kconfigs: readonly string[];
  /** A .config given by the user; else the tree's own, where it has one. */
  readonly dotConfig?: string | undefined;
}

/** Reads the tree's Makefiles and Kconfig; what can't be read decides nothing. */
export function readAssumedConfig(root: string, arch: string, sources: ConfigSources): AssumedConfig {
  const text = (path: string): string | null => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch {
      return null;
    }
  };
  const kbuild = readKbuild(
    sources.makefiles.map((path) => ({ path, text: text(path) ?? '' })),
    arch,
  );
  const config = configurationOf(root, arch, sources, text);
  // A tree without Kconfig (a driver on its own) has no assumptions.
  const value = (symbol: string): string | undefined => config?.value(symbol);
  return {
    contradicts: (condition, isDefined) => config !== null && evaluateCondition(condition, value, isDefined) === false,
    leavesOut: (path) => {
      const condition = kbuild.conditionOf(path);
      return config !== null && typeof condition === 'string' && evaluateBuildCondition(condition, value) === false;
    },
    buildCondition: (path) => kbuild.conditionOf(path) ?? null,
  };
}

function configurationOf(
  root: string,
  arch: string,
  sources: ConfigSources,
  text: (path: string) => string | null,
): Configuration | null {
  const own = sources.dotConfig ?? join(root, '.config');
  if (existsSync(own)) return readDotConfig(readFileSync(own, 'utf8'));
  if (!sources.kconfigs.includes('Kconfig')) return null;
  const files = new Map(sources.kconfigs.map((path) => [path, text(path) ?? '']));
  const defconfig = defconfigPaths(arch, text(`arch/${arch}/Makefile`)).find((path) => existsSync(join(root, path)));
  return assumedConfig(readKconfig(files, 'Kconfig', arch), defconfig === undefined ? null : text(defconfig));
}
