/** The words that a header's own comments have for its gfp names. */

const NAME = /_{0,2}GFP_[A-Z0-9_]+/;
/** A paragraph about one or more names begins with them: `%GFP_A and %GFP_B are …`, `__GFP_X: …`. */
const PARAGRAPH_HEAD = new RegExp(
  `^(?:[%\`]*${NAME.source}\`*(?:\\s*(?:,|and|or|&|/)\\s*(?=[%\`]*_{0,2}GFP_))?)+(?=[\\s:(,]|$)`,
);

/**
 * Help by name, as plain text on one line each, read from the text of a gfp header (all `#if` branches).
 *
 * Three places are read, the first that has something wins: a paragraph that begins with the name in any comment (the
 * `DOC:` blocks since 4.19, plain blocks before); the comment behind the `#define`; the comment right above it.
 */
export function readHeaderHelp(text: string): Map<string, string> {
  const help = new Map<string, string>();
  const add = (name: string, words: string): void => {
    if (words !== '' && !help.has(name)) help.set(name, words);
  };
  const comments = [...text.matchAll(/\/\*((?:[^*]|\*(?!\/))*)\*\//g)].map((match) => ({
    body: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const comment of comments) {
    for (const paragraph of paragraphs(comment.body)) {
      const head = PARAGRAPH_HEAD.exec(paragraph)?.[0];
      if (head === undefined) continue;
      for (const [name] of head.matchAll(new RegExp(NAME, 'g'))) add(name, plain(paragraph));
    }
  }
  for (const comment of comments) {
    const line = text.slice(text.lastIndexOf('\n', comment.start) + 1, comment.start);
    const name = /^[ \t]*#[ \t]*define[ \t]+(__GFP_\w+|GFP_\w+)[ \t]/.exec(line)?.[1];
    if (name !== undefined) add(name, plain(paragraphs(comment.body).join(' ')));
  }
  for (const comment of comments) {
    const before = text.slice(text.lastIndexOf('\n', comment.start) + 1, comment.start);
    if (before.trim() !== '') continue;
    const name = /^[ \t]*\r?\n[ \t]*#[ \t]*define[ \t]+(__GFP_\w+|GFP_\w+)[ \t]/.exec(
      text.slice(comment.end, comment.end + 200),
    )?.[1];
    // A block of several paragraphs speaks of the group that follows, not of the first name in it.
    const [only, ...more] = paragraphs(comment.body);
    if (name !== undefined && only !== undefined && more.length === 0) add(name, plain(only));
  }
  return help;
}

/** The paragraphs of a comment's inside, without the stars, each on one line. */
function paragraphs(body: string): string[] {
  const lines = body.split(/\r?\n/).map((line) => line.replace(/^\s*\*?/, '').trim());
  return lines
    .map((line) => (line === '' ? '\n\n' : line))
    .join(' ')
    .split('\n\n')
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

/** Takes kernel-doc's marks off (`%NAME`, ``literal``). */
function plain(paragraph: string): string {
  return paragraph.replace(/%(?=\w)/g, '').replace(/``/g, '');
}
