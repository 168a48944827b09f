/** The names under which the source may define a symbol of a log. */

/**
 * What SYSCALL_DEFINEn makes of `write`: `SyS_write` to 4.16 (include/linux/syscalls.h), since then `__se_sys_write` and
 * `__do_sys_write`, with an entry of the architecture's own (`__x64_sys_write`, arch/x86/include/asm/syscall_wrapper.h).
 */
const SYSTEM_CALL = /^(?:SyS|(?:__(?:x64|ia32|x32|arm64|s390x?|riscv|powerpc|se|do)_)sys)_(\w+)$/;

/** What stands before a function that the linker pads (`__pfx_`, since 6.3) or that ftrace renames. */
const PADDED = /^__pfx_(\w+)$/;

/** The symbol itself, then what it may come from, most particular first. */
export function definitionNames(symbol: string): readonly string[] {
  const padded = PADDED.exec(symbol)?.[1];
  if (padded !== undefined) return [symbol, ...definitionNames(padded)];
  const call = SYSTEM_CALL.exec(symbol)?.[1];
  if (call === undefined) return [symbol];
  return [symbol, ...[`__do_sys_${call}`, `__se_sys_${call}`, `sys_${call}`].filter((name) => name !== symbol)];
}
