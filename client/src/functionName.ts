/** `fs/xfs/kmem.c` and `kmem_alloc` of `fs/xfs/kmem.c:kmem_alloc`; the file is empty where there is none. */
export function partsOf(name: string): { readonly file: string; readonly bare: string } {
  const colon = name.lastIndexOf(':');
  return { file: name.slice(0, Math.max(colon, 0)), bare: name.slice(colon + 1) };
}
