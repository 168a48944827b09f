/** A binary heap of (key, item) pairs in typed arrays, smallest key first; the hot loop of the path search allocates nothing per entry. */
export interface MinHeap {
  readonly size: number;
  /** The smallest key; Infinity where the heap is empty. */
  peekKey(): number;
  push(key: number, item: number): void;
  /** Takes out the smallest entry and returns its item; its key was `peekKey()`. -1 where the heap is empty. */
  pop(): number;
}

/** An empty heap; it grows by itself. Items are integers of 32 bits, keys are doubles. */
export function newMinHeap(capacity = 1024): MinHeap {
  let keys = new Float64Array(capacity);
  let items = new Int32Array(capacity);
  let size = 0;

  const grow = (): void => {
    const moreKeys = new Float64Array(keys.length * 2);
    const moreItems = new Int32Array(items.length * 2);
    moreKeys.set(keys);
    moreItems.set(items);
    keys = moreKeys;
    items = moreItems;
  };

  return {
    get size() {
      return size;
    },
    peekKey: () => (size === 0 ? Infinity : keys[0]!),
    push(key, item) {
      if (size === keys.length) grow();
      let at = size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (keys[parent]! <= key) break;
        keys[at] = keys[parent]!;
        items[at] = items[parent]!;
        at = parent;
      }
      keys[at] = key;
      items[at] = item;
    },
    pop() {
      if (size === 0) return -1;
      const top = items[0]!;
      size--;
      const key = keys[size]!;
      const item = items[size]!;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && keys[child + 1]! < keys[child]!) child++;
        if (keys[child]! >= key) break;
        keys[at] = keys[child]!;
        items[at] = items[child]!;
        at = child;
      }
      keys[at] = key;
      items[at] = item;
      return top;
    },
  };
}
