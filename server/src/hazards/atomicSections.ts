/**
 * The calls between which a task must not sleep. A hand-kept table: what makes them so lies in preempt_count, in assembly and in
 * macros of configurations, out of reach of a reader of one function. The names are those of the documented interface
 * (Documentation/locking/spinlocks.rst), the same from 2.6.32 to 7.2.
 */

export type SectionKind = 'lock' | 'rcu' | 'preemption' | 'interrupts' | 'soft interrupts';

interface AtomicSection {
  readonly kind: SectionKind;
  readonly begins: RegExp;
  readonly ends: RegExp;
  readonly why: string;
}

const VARIANT = '(?:_irq|_irqsave|_bh|_nested|_nest_lock|_irqsave_nested|_bh_nested)?';

export const ATOMIC_SECTIONS: readonly AtomicSection[] = [
  {
    kind: 'lock',
    begins: new RegExp(`^(?:raw_)?(?:spin|read|write)_lock${VARIANT}$`),
    ends: /^(?:raw_)?(?:spin|read|write)_unlock(?:_irq|_irqrestore|_bh)?$/,
    why: 'spinlocks and spinning readers and writers: another processor spins as long as they are held',
  },
  {
    kind: 'lock',
    begins: /^(?:hlist_)?bit_spin_lock$|^hlist_bl_lock$/,
    ends: /^(?:hlist_|__)?bit_spin_unlock$|^hlist_bl_unlock$/,
    why: 'one bit of a word as a spinlock',
  },
  {
    kind: 'rcu',
    begins: /^rcu_read_lock(?:_bh|_sched)?$/,
    ends: /^rcu_read_unlock(?:_bh|_sched)?$/,
    why: 'an RCU reader that sleeps holds up every grace period, and may see what it reads freed (sleepable RCU has names of its own)',
  },
  {
    kind: 'preemption',
    begins: /^preempt_disable(?:_notrace)?$/,
    ends: /^preempt_enable(?:_notrace|_no_resched)?$/,
    why: 'no preemption',
  },
  {
    kind: 'interrupts',
    begins: /^local_irq_(?:disable|save)$/,
    ends: /^local_irq_(?:enable|restore)$/,
    why: 'interrupts are off',
  },
  { kind: 'soft interrupts', begins: /^local_bh_disable$/, ends: /^local_bh_enable$/, why: 'soft interrupts are off' },
];

/** Classes of `guard(class)(lock)` and `scoped_guard(class, lock)` for the same (include/linux/spinlock.h, rcupdate.h, preempt.h; 6.4 on). */
const GUARDS: readonly (readonly [RegExp, SectionKind])[] = [
  [/^(?:raw_)?(?:spinlock|read_lock|write_lock)(?:_irq|_irqsave|_bh|_nested)?$/, 'lock'],
  [/^rcu$/, 'rcu'],
  [/^preempt(?:_notrace)?$/, 'preemption'],
  [/^irq(?:save)?$/, 'interrupts'],
];

/** Of a class of guards; null where one may sleep under it, or it is not known. */
export function guardKind(name: string): SectionKind | null {
  return GUARDS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** What a call does, by its name alone; null where it is none of these. */
export function atomicCall(name: string): { readonly kind: SectionKind; readonly begins: boolean } | null {
  for (const { kind, begins, ends } of ATOMIC_SECTIONS) {
    if (begins.test(name)) return { kind, begins: true };
    if (ends.test(name)) return { kind, begins: false };
  }
  return null;
}

/** What else ends with a lock: `spin_unlock_irqrestore()` lets interrupts in again, whoever kept them out. */
export function alsoEnds(name: string): readonly SectionKind[] {
  if (/_irq(?:restore)?$/.test(name)) return ['interrupts'];
  return /unlock_bh$/.test(name) ? ['soft interrupts'] : [];
}
