// The tables of README.md that package.json decides: settings and keys.

/** README's name of a key: VS Code writes `ctrl+shift+f8`. */
const keyNames = { ctrl: 'Ctrl', cmd: 'Cmd', shift: 'Shift', alt: 'Alt' };

/**
 * The tables by the name that their markers in README.md carry. `manifest` is package.json, `words` the English behind its %keys%.
 */
export function readmeTables({ contributes }, words) {
  const inWords = (text = '') => text.replace(/^%(.+)%$/, (_, key) => words[key] ?? key);
  const settings = Object.entries(contributes.configuration.properties).map(([name, setting]) => [
    `\`${name}\``,
    setting.default === '' ? 'empty' : `\`${setting.default}\``,
    inWords(setting.markdownDescription ?? setting.description),
  ]);
  const titles = new Map(contributes.commands.map(({ command, title }) => [command, inWords(title)]));
  const keys = contributes.keybindings.map(({ command, key, mac }) => [
    `*${titles.get(command)}*`,
    keyWords(key),
    keyWords(mac),
  ]);
  return {
    settings: table(['setting', 'default', 'what it decides'], settings),
    keys: table(['command', 'key', 'on a Mac'], keys),
  };
}

/** README.md with its tables written anew. Throws a sentence where a marker is missing. */
export function withTables(readme, tables) {
  return Object.entries(tables).reduce((text, [name, rows]) => {
    const [begin, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md has no place for the table of ${name}`);
    return `${text.slice(0, from + begin.length)}\n${rows}\n${text.slice(to)}`;
  }, readme);
}

function keyWords(key) {
  return `\`${key
    .split('+')
    .map((part) => keyNames[part] ?? part.toUpperCase())
    .join('+')}\``;
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
