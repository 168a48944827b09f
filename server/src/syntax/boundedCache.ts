interface Entry<V> {
  readonly value: V;
  readonly size: number;
  /** Asked for since it was last looked at to be forgotten. */
  isUsed: boolean;
}

/** A map that forgets once the sizes of its values exceed a bound: the oldest ones, but for those that were asked for meanwhile. */
export class BoundedCache<K, V> {
  private readonly entries = new Map<K, Entry<V>>();
  private total = 0;

  /** `bound` in the unit of the sizes that `set` is given. */
  constructor(private readonly bound: number) {}

  /** Hot: several times for each call that is read. */
  get(key: K): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    entry.isUsed = true;
    return entry.value;
  }

  set(key: K, value: V, size: number): void {
    this.delete(key);
    this.entries.set(key, { value, size, isUsed: false });
    this.total += size;
    // A map keeps the order of insertion; one that was used goes to its end once, so that the loop ends.
    for (const [oldest, entry] of this.entries) {
      if (this.total <= this.bound || oldest === key) break;
      this.entries.delete(oldest);
      if (entry.isUsed) this.entries.set(oldest, { ...entry, isUsed: false });
      else this.total -= entry.size;
    }
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.bound || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    this.total -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }
}
