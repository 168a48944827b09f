import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * The function definitions of `paths` (relative to `root`) as universal-ctags sees them: {file, name, line, end}.
 * `line` is that of the name, `end` that of the closing brace (`line` where ctags found none). Headers are read as C, which ctags
 * does not do by itself.
 */
export async function* ctagsFunctions(root, paths) {
  const args = ['-L', '-', '--languages=C', '--langmap=C:.c.h', '--kinds-C=f', '--sort=no', '--fields=+ne'];
  const child = spawn('ctags', [...args, '-x', '--_xformat=%n\t%e\t%N\t%F'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', () => reject(new Error('universal-ctags is missing: apt-get install universal-ctags')));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ctags failed with status ${code}`))));
  });
  // Awaited at the end; until then a failure must not be an unhandled rejection.
  ended.catch(() => {});
  child.stdin.on('error', () => {});
  child.stdin.end(paths.map((path) => `${path}\n`).join(''));
  for await (const row of createInterface({ input: child.stdout })) {
    const [line, end, name, file] = row.split('\t');
    yield { file, name, line: Number(line), end: Number(end) || Number(line) };
  }
  await ended;
}
