// npm test [-- --only SUITE[,SUITE]]: every suite that the machine can run; the last line is `N passed, N failed`.
// Works in a fresh clone. Under CI=true nothing may be missing: kernel trees are fetched, anything else missing fails.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { fetchKernelTrees } from './test/kernelTrees.mjs';
import { suites } from './test/suites.mjs';

const inCi = process.env.CI === 'true';

process.exitCode = await test();

/** Gives the exit status. */
async function test() {
  const chosen = chosenSuites();
  if (chosen === null) return 2;
  const outcomes = [];
  try {
    ensureDependencies();
    // Unit tests, too, read the real trees where they are there.
    if (inCi && chosen.some(({ name }) => ['unit', 'real', 'e2e'].includes(name))) fetchKernelTrees();
    for (const suite of chosen) outcomes.push(await outcome(suite));
  } catch (error) {
    console.error(error.message);
    outcomes.push({ name: 'set-up', passed: 0, failed: 1, skipped: 0, seconds: 0 });
  }
  return report(outcomes);
}

/** Runs one suite. What a suite throws is its one failure: the others still run. */
async function outcome({ name, missing, run }) {
  const started = Date.now();
  const done = (totals) => ({ name, seconds: (Date.now() - started) / 1000, ...totals });
  console.log(`\n== ${name}`);
  try {
    const lack = await missing();
    if (lack === null) return done(await run());
    console.log(`${name} not run: ${lack}`);
    return done({ passed: 0, failed: inCi ? 1 : 0, skipped: 0, lack });
  } catch (error) {
    console.error(error.message);
    return done({ passed: 0, failed: 1, skipped: 0 });
  }
}

function report(outcomes) {
  console.log('\n== summary');
  for (const { name, passed, failed, skipped, seconds, lack } of outcomes) {
    const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
    console.log(`${name.padEnd(16)} ${lack === undefined ? counts : `not run: ${lack}`} (${seconds.toFixed(1)} s)`);
  }
  const sum = (key) => outcomes.reduce((total, totals) => total + totals[key], 0);
  const failed = sum('failed');
  console.log(`${sum('passed')} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** The suites named by --only, else all; null after a sentence that says what is wrong with the arguments. */
function chosenSuites() {
  const names = suites.map(({ name }) => name);
  try {
    const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
    if (only === undefined) return suites;
    const wanted = only.flatMap((list) => list.split(','));
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown === undefined) return suites.filter(({ name }) => wanted.includes(name));
    console.error(`--only ${unknown}: there is no such suite; there are ${names.join(', ')}`);
  } catch (error) {
    console.error(`${error.message.split('. ')[0]}. usage: npm test [-- --only SUITE[,SUITE]]`);
  }
  return null;
}
