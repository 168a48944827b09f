// Writes THIRD_PARTY_NOTICES.md: name, version, licence and licence text of every package that the product is built from.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './bootstrap/projectRoot.mjs';

const licenceFile = /^(licen[cs]e|copying|notice)/i;

/** Licence texts of packages that name their licence in package.json and ship no text of it. */
const lentTexts = { '@vscode/l10n': 'scripts/licences/vscode-l10n.txt' };

writeFileSync(join(projectRoot, 'THIRD_PARTY_NOTICES.md'), notices());

function notices() {
  const sections = runtimePackages().map(section);
  return [
    '# Third-party notices',
    `GFP Lens contains code of the following ${sections.length} packages.`,
    ...sections,
  ].join('\n\n');
}

/** Folders in node_modules of all runtime dependencies, direct and indirect: what the lock file does not mark as development. */
function runtimePackages() {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  return (
    Object.entries(packages)
      // `devOptional` and `peer` entries are there for somebody else; types are no code.
      .filter(([path, { dev, devOptional, peer }]) => path !== '' && !dev && !devOptional && !peer)
      .map(([path]) => path)
      .filter(
        (path) => !/node_modules\/(@types\/|undici-types$)/.test(`/${path}`) && existsSync(join(projectRoot, path)),
      )
      .sort()
  );
}

function section(path) {
  const folder = join(projectRoot, path);
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trimEnd());
  if (texts.length === 0 && lentTexts[name])
    texts.push(readFileSync(join(projectRoot, lentTexts[name]), 'utf8').trimEnd());
  if (texts.length === 0) texts.push(`The package holds no licence text; its package.json says ${license}.`);
  const heading = `## ${name} ${version} (${license})`;
  return [heading, ...(homepage ? [homepage] : []), ...texts.map(fenced)].join('\n\n');
}

/** Longer fences than any in the text, so that no licence ends its own block. */
function fenced(text) {
  return `\`\`\`\`text\n${text}\n\`\`\`\``;
}
