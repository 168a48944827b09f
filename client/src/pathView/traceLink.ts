import { type OpenQuestion, openQuestionOf } from './question';

/** The publisher and the name of this extension: the editor hands links with it to the extension. */
const EXTENSION = 'gfp-lens.gfp-lens';
const PATH = '/trace';

/** A longer one is no question. */
const MAX_QUERY = 4000;

/** What a link asks, or a word on what is wrong with it. */
export type LinkContent =
  | { readonly question: OpenQuestion }
  | { readonly problem: 'other path' | 'too long' | 'no question' };

/**
 * `vscode://gfp-lens.gfp-lens/trace?from=kmem_alloc&to=shrink_folio_list&mask=GFP_NOFS`. It names no folder: the tree is the
 * one that is open where the link is followed. `scheme` is that of the editor.
 */
export function traceLink(scheme: string, { from, to, via, masks }: OpenQuestion): string {
  const fields = [
    ['from', from],
    ['to', to],
    ...via.map((name) => ['via', name]),
    ...masks.map((mask) => ['mask', mask]),
  ];
  const query = fields.map(([name, value]) => `${name}=${encoded(value!)}`).join('&');
  return `${scheme}://${EXTENSION}${PATH}?${query}`;
}

/** What a link asks. Both parts are as the editor gives them: decoded once. Nothing in it is trusted. */
export function linkContent(path: string, query: string): LinkContent {
  if (path !== PATH) return { problem: 'other path' };
  if (query.length > MAX_QUERY) return { problem: 'too long' };
  const fields = new URLSearchParams(query.replaceAll('+', '%2B'));
  const question = openQuestionOf({
    from: fields.get('from'),
    to: fields.get('to'),
    via: fields.getAll('via'),
    // A field that was left empty asks for no mask.
    masks: fields.getAll('mask').filter((mask) => mask !== ''),
  });
  return question === null ? { problem: 'no question' } : { question };
}

/** Encoded twice, since the editor decodes a link's query before it is split: an `&` in a mask would end its field. */
function encoded(value: string): string {
  return encodeURIComponent(encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':'))
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':');
}
