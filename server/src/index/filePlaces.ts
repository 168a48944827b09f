/** Folders that are programs or texts of their own: nothing outside calls into them. */
const APART = ['tools/', 'samples/', 'scripts/', 'Documentation/', 'usr/'];

/** What a file's path says of whom its definitions are for; worked out when a file is first asked about. */
export class FilePlaces {
  /** 0: for every architecture; else 1 + the place in `archs`; -1: not asked yet. */
  private readonly arch: Int16Array;
  /** 0: part of the kernel; else 1 + the place in `APART`. */
  private readonly apart: Uint8Array;
  private readonly header: Uint8Array;
  private readonly archs: string[];

  /** @param chosen the architecture that code for all of them is built for */
  constructor(
    readonly paths: readonly string[],
    chosen: string,
  ) {
    this.arch = new Int16Array(paths.length).fill(-1);
    this.apart = new Uint8Array(paths.length);
    this.header = new Uint8Array(paths.length);
    this.archs = [chosen];
  }

  private learn(file: number): void {
    const path = this.paths[file]!;
    this.header[file] = path.endsWith('.h') ? 1 : 0;
    this.apart[file] = APART.findIndex((folder) => path.startsWith(folder)) + 1;
    const match = path.startsWith('arch/') ? /^arch\/([^/]+)\//.exec(path) : null;
    this.arch[file] = match === null ? 0 : this.numberOf(path.startsWith('arch/x86/um/') ? 'um' : match[1]!);
  }

  private numberOf(arch: string): number {
    const known = this.archs.indexOf(arch);
    return known >= 0 ? known + 1 : this.archs.push(arch);
  }

  /** Number of the architecture that a file is of, 0 for none; 1 is the chosen one. */
  archOf(file: number): number {
    if (this.arch[file]! < 0) this.learn(file);
    return this.arch[file]!;
  }

  isHeader(file: number): boolean {
    if (this.arch[file]! < 0) this.learn(file);
    return this.header[file] === 1;
  }

  /** True where definitions of `file` can be meant in `from`: same architecture or none, same program or the kernel. */
  belongs(file: number, from: number): boolean {
    const arch = this.archOf(file);
    if (arch !== 0 && arch !== (this.archOf(from) || CHOSEN)) return false;
    const apart = this.apart[file]!;
    if (apart === 0) return true;
    this.archOf(from);
    return apart === this.apart[from]!;
  }
}

/** Number of the chosen architecture. */
export const CHOSEN = 1;
