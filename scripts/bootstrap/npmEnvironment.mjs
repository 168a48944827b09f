// The environment for an npm that is started from a script of `npm run`.

/** Settings of the user that a nested npm needs as much as the outer one. */
const kept = /^npm_config_(.*registry|cache|.*proxy|userconfig|cafile|strict_ssl|fetch_.*)$/i;

/** `env` without what the outer npm added: its options (`--only`, `--silent`, ...) would steer the nested one. */
export function npmEnvironment(env = process.env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name) || kept.test(name)),
  );
}
