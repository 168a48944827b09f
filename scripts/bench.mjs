// npm run bench -- --tree DIR [--json FILE] [--peers ctags,gtags,cscope|none]: see bench/run.mjs.
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { ensureBuild } from './bootstrap/freshBuild.mjs';

try {
  ensureDependencies();
  ensureBuild();
  const { bench } = await import('../bench/run.mjs');
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
