import assert from 'node:assert/strict';
import { checkHazards } from './checkHazards';

describe('a mask that may sleep', () => {
  it('is told between spin_lock() and spin_unlock(), with the call that began it', async () => {
    const [hazard] = await checkHazards(`
void f(struct it *it)
{
        alloc(1, GFP_KERNEL);
        spin_lock_irqsave(&it->lock, flags);
        alloc(2, GFP_KERNEL);
//               ^^^^^^^^^^ sleeps-under-lock
        alloc(3, GFP_ATOMIC);
        spin_unlock_irqrestore(&it->lock, flags);
        alloc(4, GFP_KERNEL);
}
`);
    assert.match(hazard!.message, /^GFP_KERNEL may sleep, and spin_lock_irqsave\(&it->lock, flags\) is still in force/);
    assert.equal(hazard!.fix, null);
  });

  it('is told under RCU, under preempt_disable(), with interrupts off, in guards', () =>
    checkHazards(`
void f(struct it *it)
{
        rcu_read_lock();
        alloc(1, GFP_NOFS);
//               ^^^^^^^^ sleeps-under-lock
        rcu_read_unlock();
        preempt_disable();
        alloc(2, GFP_NOIO);
//               ^^^^^^^^ sleeps-under-lock
        preempt_enable();
        local_irq_disable();
        alloc(3, GFP_KERNEL);
//               ^^^^^^^^^^ sleeps-under-lock
        local_irq_enable();
        alloc(4, GFP_KERNEL);
        {
                guard(spinlock)(&it->lock);
                alloc(5, GFP_KERNEL);
//                       ^^^^^^^^^^ sleeps-under-lock
        }
        alloc(6, GFP_KERNEL);
        scoped_guard(spinlock_irqsave, &it->lock) {
                alloc(7, GFP_KERNEL);
//                       ^^^^^^^^^^ sleeps-under-lock
        }
        alloc(8, GFP_KERNEL);
}
`));

  it('is not told behind a jump out of a guard, and where a lock and interrupts end together', () =>
    checkHazards(`
void f(struct it *it, int n)
{
        scoped_guard(rcu) {
                if (n)
                        goto out;
        }
        return;
out:
        alloc(1, GFP_KERNEL);
        local_irq_save(flags);
        spin_lock(&it->lock);
        spin_unlock_irqrestore(&it->lock, flags);
        alloc(2, GFP_KERNEL);
}
`));

  it('is told only where every way to it holds the lock', () =>
    checkHazards(`
int f(struct it *it, int n)
{
        if (n)
                spin_lock(&it->lock);
        alloc(1, GFP_KERNEL);
        if (n)
                spin_unlock(&it->lock);
        spin_lock(&it->lock);
        while (n--) {
                if (n == 3)
                        goto out;
                spin_unlock(&it->lock);
                alloc(2, GFP_KERNEL);
                spin_lock(&it->lock);
        }
        alloc(3, GFP_KERNEL);
//               ^^^^^^^^^^ sleeps-under-lock
out:
        spin_unlock(&it->lock);
        return 0;
}
`));

  it('is not told where the lock may have been let go under another name, or by a function', () =>
    checkHazards(`
void f(struct it *it, spinlock_t *ptl, int *pte)
{
        spin_lock(&it->lock);
        spin_unlock(ptl);
        alloc(1, GFP_KERNEL);
        spin_lock(ptl);
        pte_unmap_unlock(pte, ptl);
        alloc(2, GFP_KERNEL);
        spin_lock(&it->lock);
        unlock_it(it);
        alloc(3, GFP_KERNEL);
        spin_lock(&it->lock);
        let_go_unlocked(it);
        alloc(4, GFP_KERNEL);
}
`));

  it('is told where a function of the tree takes the lock', () =>
    checkHazards(`
void f(struct it *it)
{
        lock_it(it);
        alloc(1, GFP_KERNEL);
//               ^^^^^^^^^^ sleeps-under-lock
        unlock_it(it);
        alloc(2, GFP_KERNEL);
}
`));

  it('is not told of a function that keeps the mask, or that leaves the lock before it allocates', () =>
    checkHazards(`
void f(struct it *it, struct mapping *m)
{
        spin_lock(&it->lock);
        set_mask(m, GFP_KERNEL);
        nobody_knows(m, GFP_KERNEL);
        spin_unlock(&it->lock);
        lock_it(it);
        store_locked(it, GFP_KERNEL);
        unlock_it(it);
}
`));

  it('is told of a function that leaves only its own lock', () =>
    checkHazards(`
void f(struct it *it, struct it *other)
{
        rcu_read_lock();
        store(it, GFP_KERNEL);
//                ^^^^^^^^^^ sleeps-under-lock
        rcu_read_unlock();
        spin_lock(&other->lock);
        store(it, GFP_KERNEL);
//                ^^^^^^^^^^ sleeps-under-lock
        spin_unlock(&other->lock);
}
`));

  it('is not told where a branch says that it may not, or the mask is the caller’s', () =>
    checkHazards(`
void f(struct it *it, gfp_t gfp, int n)
{
        spin_lock(&it->lock);
        alloc(1, n ? GFP_KERNEL : GFP_ATOMIC);
        alloc(2, gfp);
        spin_unlock(&it->lock);
}
`));
});
