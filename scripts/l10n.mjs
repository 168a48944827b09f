// node scripts/l10n.mjs [--write]: the words that people read, in English and in the other languages.
//   package.json            %keys%, with their English in package.nls.json and others in package.nls.LANGUAGE.json
//   vscode.l10n.t('...')    of the client and
//   say('...'), toSay(...)  of the server: English in the source, collected in l10n/bundle.l10n.json, others in
//                           bundle.l10n.LANGUAGE.json
// Without --write it lists what is missing, unused or out of date, and exits with 1 where there is any. With --write it turns
// plain English in package.json into keys, writes both English files anew and drops unused keys; what is left is to translate.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './bootstrap/projectRoot.mjs';
import { keyedManifest } from './l10n/keyedManifest.mjs';
import { CLIENT, joinedBundles, SERVER, sourceMessages } from './l10n/sourceMessages.mjs';

const languages = ['zh-cn'];

const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;
const problems = [];

const manifestFile = 'package.json';
const { manifest, words, plain } = keyedManifest(readJson(manifestFile), readJson('package.nls.json'));
const messages = joinedBundles(
  sourceMessages(join(projectRoot, 'client/src'), problems, CLIENT),
  sourceMessages(join(projectRoot, 'server/src'), problems, SERVER),
);

if (write) {
  writeJson(manifestFile, manifest);
  writeJson('package.nls.json', words);
  writeJson('l10n/bundle.l10n.json', messages);
} else {
  for (const key of plain) problems.push(`package.json: plain English at ${key}`);
  compare('package.nls.json', words);
  compare('l10n/bundle.l10n.json', messages);
}
for (const language of languages) {
  translation(`package.nls.${language}.json`, words);
  translation(`l10n/bundle.l10n.${language}.json`, messages);
}
for (const problem of problems) console.log(problem);
if (problems.length === 0) console.log(`every word is there in English, ${languages.join(', ')}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Lists what a generated English file lacks or has too much. */
function compare(file, expected) {
  const found = readJson(file);
  for (const key of Object.keys(expected)) {
    if (found[key] !== expected[key]) problems.push(`${file}: out of date at ${JSON.stringify(key)} (--write)`);
  }
  for (const key of Object.keys(found)) {
    if (!(key in expected)) problems.push(`${file}: nothing uses ${JSON.stringify(key)} (--write)`);
  }
}

/** Lists what a translation lacks; its keys are put into the order of the English ones. */
function translation(file, english) {
  const found = readJson(file);
  for (const [key, text] of Object.entries(english)) {
    if (found[key] === undefined) problems.push(`${file}: missing ${JSON.stringify(key)}: ${JSON.stringify(text)}`);
    else if (placeholders(found[key]) !== placeholders(text))
      problems.push(`${file}: ${JSON.stringify(key)} has other placeholders than the English text`);
  }
  const unused = Object.keys(found).filter((key) => !(key in english));
  if (!write) problems.push(...unused.map((key) => `${file}: nothing uses ${JSON.stringify(key)} (--write)`));
  else
    writeJson(
      file,
      Object.fromEntries(Object.keys(english).flatMap((key) => (key in found ? [[key, found[key]]] : []))),
    );
}

/** `{0}`, `$(icon)` and `command:` links of a text, sorted: a translation has to keep them. */
function placeholders(text) {
  return (text.match(/\{\w+\}|\$\([\w~-]+\)|\(command:[\w.]+/g) ?? []).sort().join();
}

function readJson(file) {
  const path = join(projectRoot, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

function writeJson(file, value) {
  mkdirSync(join(projectRoot, file, '..'), { recursive: true });
  writeFileSync(join(projectRoot, file), `${JSON.stringify(value, null, 2)}\n`);
}
