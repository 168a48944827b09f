/** Which file under `arch/X/configs` is an architecture's own default configuration. Pure. */

/**
 * Paths, relative to the root, of the default configuration, the likeliest first; a tree may have none of them.
 *
 * The name stands in KBUILD_DEFCONFIG of arch/X/Makefile; x86 has one per ARCH, and x86_64 is what a 64-bit PC builds.
 *
 * @param archMakefile text of arch/X/Makefile, or null
 */
export function defconfigPaths(arch: string, archMakefile: string | null): string[] {
  const named = [...(archMakefile ?? '').matchAll(/^\s*KBUILD_DEFCONFIG\s*:?=\s*(\S+)/gm)].map((found) =>
    (found[1] ?? '').replace(/\$\((?:SRC)?ARCH\)/g, arch),
  );
  const folder = `arch/${arch}/configs/`;
  const names = [...named.filter((name) => name.includes('64')), ...named, `${arch}_64_defconfig`, 'defconfig'];
  const paths = [...new Set(names)].filter((name) => /^[\w.-]+$/.test(name)).map((name) => folder + name);
  // Until Linux 2.6.24 and for a few architectures later it lay beside the folder.
  return [...paths, `arch/${arch}/defconfig`];
}
