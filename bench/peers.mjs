// The tools that kernel developers index a tree with today, on the same list of files.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { measure } from './measure.mjs';

/**
 * `does`: what the run yields, so that it is clear what is compared. `args` gets the file with the list of sources and
 * an empty folder for the output.
 */
const runs = [
  {
    name: 'ctags, functions of C',
    tool: 'ctags',
    does: 'names and lines of function definitions: the least that an index needs',
    args: (list, out) => [
      '-L',
      list,
      '--languages=C',
      '--langmap=C:.c.h',
      '--kinds-C=f',
      '--sort=no',
      '-f',
      join(out, 'tags'),
    ],
  },
  {
    name: 'ctags, unsorted',
    tool: 'ctags',
    does: 'every definition of its default kinds',
    args: (list, out) => [
      '-L',
      list,
      '--languages=C,Asm',
      '--langmap=C:.c.h,Asm:.S',
      '--sort=no',
      '-f',
      join(out, 'tags'),
    ],
  },
  {
    name: 'ctags',
    tool: 'ctags',
    does: 'the same, sorted: what its defaults do and an editor needs; the peak is that of sort',
    args: (list, out) => ['-L', list, '--languages=C,Asm', '--langmap=C:.c.h,Asm:.S', '-f', join(out, 'tags')],
  },
  {
    name: 'gtags',
    tool: 'gtags',
    does: 'definitions and references by name',
    args: (list, out) => ['-f', list, out],
  },
  {
    name: 'cscope -b -k -q',
    tool: 'cscope',
    does: 'definitions, calls and symbols, with an inverted index',
    args: (list, out) => ['-b', '-k', '-q', '-i', list, '-f', join(out, 'cscope.out')],
  },
];

const packages = { ctags: 'universal-ctags', gtags: 'global', cscope: 'cscope' };

/** Names of the tools, for the command line. */
export const peerNames = Object.keys(packages);

/** Runs every measurement of the wanted tools in `root`. `list` holds one relative path a line, `scratch` is a folder to write in. */
export function measurePeers({ root, list, scratch, wanted }) {
  return runs
    .filter(({ tool }) => wanted.includes(tool))
    .map(({ name, tool, does, args }) => {
      if (!installed(tool)) return { name, missing: `apt-get install ${packages[tool]}` };
      const out = mkdtempSync(join(scratch, `${tool}-`));
      process.stderr.write(`${name}\n`);
      try {
        const { stdout: _, ...figures } = measure(tool, args(list, out), { cwd: root, env: { TMPDIR: scratch } });
        const shown = args('FILES', 'OUT').join(' ');
        return { name, does, command: `${tool} ${shown}`, ...figures, outputBytes: folderBytes(out) };
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    });
}

function installed(tool) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}

function folderBytes(folder) {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
