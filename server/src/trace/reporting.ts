/**
 * Code that tells about the kernel's work and does none of it: paths never lead through it, unless an end lies there.
 *
 * A path from an allocation to reclaim through a warning's call to the console is true and useless. Places, not names,
 * wherever a place will do; every entry has its reason.
 */
export interface ReportingPlace {
  /** A file, or a folder where it ends in `/`. */
  readonly place: string;
  readonly why: string;
}

/** Files and folders whose functions and macros report. */
export const REPORTING_PLACES: readonly ReportingPlace[] = [
  { place: 'kernel/printk/', why: 'the log itself; from the consoles behind it every driver can be reached' },
  { place: 'include/linux/printk.h', why: 'pr_err and its kind' },
  { place: 'include/linux/dev_printk.h', why: 'dev_err and its kind' },
  { place: 'include/linux/kern_levels.h', why: 'log levels' },
  { place: 'lib/dump_stack.c', why: 'prints a stack' },
  { place: 'lib/vsprintf.c', why: 'formats text; its pointer formats reach into file systems and device trees' },
  { place: 'lib/ratelimit.c', why: 'decides whether a message is printed' },
  { place: 'include/linux/ratelimit.h', why: 'decides whether a message is printed' },
  { place: 'kernel/panic.c', why: 'the end of the machine is no step of an answer; WARN lives here too' },
  { place: 'include/linux/panic.h', why: 'declarations and stubs of the above' },
  { place: 'include/asm-generic/bug.h', why: 'WARN, WARN_ON, BUG' },
  { place: 'arch/x86/include/asm/bug.h', why: 'WARN, BUG as x86 spells them' },
  { place: 'include/linux/bug.h', why: 'BUG_ON and its kind' },
  { place: 'lib/bug.c', why: 'reports a BUG or WARN' },
  { place: 'include/linux/once_lite.h', why: 'the once in WARN_ON_ONCE' },
  { place: 'include/linux/mmdebug.h', why: 'VM_BUG_ON and VM_WARN_ON dump the page that they complain about' },
  { place: 'mm/debug.c', why: 'dump_page, dump_mm' },
  { place: 'kernel/trace/', why: 'tracers watch functions from outside' },
  { place: 'include/trace/', why: 'trace events: a call of one is no step of the work' },
  { place: 'include/linux/tracepoint.h', why: 'the machinery of trace events' },
  { place: 'kernel/tracepoint.c', why: 'the machinery of trace events' },
  { place: 'include/linux/ftrace.h', why: 'function tracer hooks' },
  { place: 'kernel/events/', why: 'perf watches from outside' },
  { place: 'include/linux/perf_event.h', why: 'perf hooks' },
  { place: 'kernel/locking/lockdep.c', why: 'the lock checker; its reports print' },
  { place: 'include/linux/lockdep.h', why: 'annotations for the lock checker' },
  { place: 'kernel/locking/lock_events.h', why: 'lock statistics' },
  { place: 'lib/debugobjects.c', why: 'checker of object lifetimes' },
  { place: 'include/linux/debugobjects.h', why: 'checker of object lifetimes' },
  { place: 'mm/kasan/', why: 'checker of addresses; every allocation passes its hooks' },
  { place: 'include/linux/kasan.h', why: 'hooks of the above' },
  { place: 'mm/kfence/', why: 'sampling checker with a pool of its own' },
  { place: 'include/linux/kfence.h', why: 'hooks of the above' },
  { place: 'mm/kmsan/', why: 'checker of uninitialised memory' },
  { place: 'include/linux/kmsan.h', why: 'hooks of the above' },
  { place: 'kernel/kcsan/', why: 'checker of data races' },
  { place: 'lib/ubsan.c', why: 'checker of undefined behaviour' },
  { place: 'mm/kmemleak.c', why: 'leak checker: allocates for itself beside every allocation' },
  { place: 'include/linux/kmemleak.h', why: 'hooks of the above' },
  { place: 'mm/page_owner.c', why: 'remembers who allocated a page' },
  { place: 'mm/page_table_check.c', why: 'checker of page tables' },
  { place: 'lib/stackdepot.c', why: 'stores stack traces for checkers' },
  { place: 'kernel/stacktrace.c', why: 'walks stacks for reports' },
  { place: 'mm/show_mem.c', why: 'prints memory state' },
  { place: 'lib/show_mem.c', why: 'prints memory state' },
  { place: 'kernel/debug/', why: 'kernel debugger' },
  { place: 'fs/debugfs/', why: 'files for developers' },
  { place: 'lib/fault-inject.c', why: 'makes allocations fail on purpose, and says so' },
  { place: 'mm/failslab.c', why: 'makes allocations fail on purpose' },
  { place: 'mm/fail_page_alloc.c', why: 'makes allocations fail on purpose' },
  { place: 'lib/kunit/', why: 'unit tests' },
  { place: 'include/kunit/', why: 'unit tests' },
  { place: 'kernel/hung_task.c', why: 'looks for hung tasks and reports them' },
  { place: 'kernel/watchdog.c', why: 'looks for lockups and reports them' },
];

/** Words that make a function's first word a report's, where reports stand among the work: `dump_header`, `warn_alloc`. */
export const REPORTING_FIRST_WORDS: ReadonlyMap<string, string> = new Map([
  ['dump', 'prints a state: dump_header, dump_tasks'],
  ['print', 'prints: print_hex_dump, print_bad_pte'],
  ['warn', 'prints a warning: warn_alloc, warn_slowpath'],
  ['show', 'prints or fills a file of /proc or /sys: show_mem, show_numa_map'],
  ['report', 'prints a finding: report_bug'],
  ['trace', 'a trace event where it was made outside include/trace'],
  ['debug', 'debug_check_no_obj_freed and its kind'],
]);

/** Last words of functions that stand beside the work and not in it. */
export const BESIDE_LAST_WORDS: ReadonlyMap<string, string> = new Map([
  ['hook', 'accounting and checking before and after the work: slab_pre_alloc_hook, slab_post_alloc_hook'],
  ['hooks', 'the same'],
]);

/** Ends of file names that hold tests. */
export const TEST_FILE_ENDS: readonly string[] = [
  '_kunit.c',
  '_test.c',
  '_tests.c',
  '-test.c',
  '_selftest.c',
  'test.c',
];
