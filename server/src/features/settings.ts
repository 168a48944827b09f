import { cacheFolder } from '../tree/cacheFolder';
import type { SessionSettings } from './treeSession';

/** Long enough that a row of saves makes one reading: resolving the calls of a whole tree takes many seconds of a core. */
const REFRESH_AFTER_MS = 10_000;
const RELEASE_AFTER_MS = 30_000;

/** What `initializationOptions` say; anything that is not of the expected kind is passed over. */
export function initialSettings(options: unknown): SessionSettings {
  const given = fieldsOf(options);
  return {
    cacheDir: textOf(given.cacheDir) ?? cacheFolder(),
    refreshAfterMs: numberOf(given.refreshAfterMs) ?? REFRESH_AFTER_MS,
    releaseAfterMs: numberOf(given.releaseAfterMs) ?? RELEASE_AFTER_MS,
    ...treeSettings(given, { arch: 'x86', config: undefined }),
  };
}

/** The settings of section `gfpLens` that change what a tree means; what is not given stays as it was. */
export function treeSettings(
  section: unknown,
  before: Pick<SessionSettings, 'arch' | 'config'>,
): Pick<SessionSettings, 'arch' | 'config'> {
  const { arch, config } = fieldsOf(section);
  return {
    // Anything but a folder's name would lead out of arch/.
    arch: typeof arch === 'string' && /^\w+$/.test(arch) ? arch : before.arch,
    config: typeof config === 'string' ? config.trim() || undefined : before.config,
  };
}

/** True where another tool answers for plain C. `section` is of the settings, or of `initializationOptions`. */
export function coexists(section: unknown, before = false): boolean {
  const { coexist } = fieldsOf(section);
  return coexist === 'always' || coexist === 'never' ? coexist === 'always' : before;
}

/** No hazards, mistakes alone, or matters of style too. */
export type HazardLevel = 'off' | 'mistakes' | 'all';
const HAZARD_LEVELS: readonly HazardLevel[] = ['off', 'mistakes', 'all'];

/** What the editor shows beside the code; all of it unless a setting says no. */
export interface ViewSettings {
  /** Values of masks, and what a gate needs, in the text. */
  readonly maskHints: boolean;
  readonly gateHints: boolean;
  readonly codeLens: boolean;
  /** Which hazards are reported: none unless a setting says so. */
  readonly hazards: HazardLevel;
  /** Commands of the client that a code lens may name. */
  readonly commands: readonly string[];
}

export const ALL_VIEWS: ViewSettings = {
  maskHints: true,
  gateHints: true,
  codeLens: true,
  hazards: 'off',
  commands: [],
};

/** The settings of section `gfpLens`, or `initializationOptions`; what is not given stays as it was. */
export function viewSettings(section: unknown, before: ViewSettings): ViewSettings {
  const { inlayHints, codeLens, hazards, commands } = fieldsOf(section);
  const { masks, gates } = fieldsOf(inlayHints);
  const flag = (value: unknown, known: boolean): boolean => (typeof value === 'boolean' ? value : known);
  return {
    maskHints: flag(masks, before.maskHints),
    gateHints: flag(gates, before.gateHints),
    codeLens: flag(codeLens, before.codeLens),
    hazards: HAZARD_LEVELS.find((level) => level === hazards) ?? before.hazards,
    commands: Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : before.commands,
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? value : undefined);
