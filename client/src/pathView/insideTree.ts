/**
 * True for a file URI below the folder `tree`. Both are compared in the form that the editor writes; a URI that climbs out with `..` is
 * outside, as is every other scheme.
 */
export function isInsideTree(tree: string, uri: string): boolean {
  const [root, file] = [segmentsOf(tree), segmentsOf(uri)];
  if (root === null || file === null || file.length <= root.length) return false;
  return root.every((segment, at) => segment === file[at]) && !file.includes('..');
}

/** The path below the folder `tree`, with `/`; null where the URI lies outside. */
export function pathInTree(tree: string, uri: string): string | null {
  if (!isInsideTree(tree, uri)) return null;
  return segmentsOf(uri)!.slice(segmentsOf(tree)!.length).join('/');
}

function segmentsOf(uri: string): string[] | null {
  try {
    // URL resolves `..` and its encoded forms.
    const { protocol, host, pathname } = new URL(uri);
    if (protocol !== 'file:') return null;
    return [
      host,
      ...pathname
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent),
    ];
  } catch {
    return null;
  }
}
