// node scripts/readme-tables.mjs [--write]: whether README.md has the settings and keys of package.json; --write brings them up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './bootstrap/projectRoot.mjs';
import { readmeTables, withTables } from './readme/tables.mjs';

const read = (file) => readFileSync(join(projectRoot, file), 'utf8');
const tables = readmeTables(JSON.parse(read('package.json')), JSON.parse(read('package.nls.json')));
const readme = read('README.md');
const wanted = withTables(readme, tables);
if (process.argv.includes('--write')) writeFileSync(join(projectRoot, 'README.md'), wanted);
else if (wanted !== readme) {
  console.error('README.md has other settings or keys than package.json: node scripts/readme-tables.mjs --write');
  process.exitCode = 1;
}
