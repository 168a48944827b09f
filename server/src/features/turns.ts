/**
 * Who waits for what is worked out: a person (`asked`); the editor, for what it shows beside the code or is likely to ask for next (`beside`);
 * nobody yet (`ahead`).
 */
export type Rank = 'asked' | 'beside' | 'ahead';

const order: readonly Rank[] = ['asked', 'beside', 'ahead'];

/** Resolves when the next slice of a piece of work may be done. */
export type NextTurn = () => Promise<void>;

/** A piece of work that has begun; `number` counts them. */
interface Piece {
  readonly rank: Rank;
  readonly number: number;
}

/**
 * Whose turn it is on one thread. Work is done in slices; between two of them messages are answered, and work of a higher rank goes first,
 * to its end. Of what a person asked for the last question goes first: it is the one that is waited for.
 */
export class Turns {
  private messages = 0;
  private begun = 0;
  private readonly atWork = new Set<Piece>();
  private readonly resting = new Set<() => void>();

  /** To be called for each message that is handled. */
  heard(): void {
    this.messages++;
  }

  /** Does work of this rank in slices: `run` asks for its turn between two of them. */
  async work<T>(rank: Rank, run: (next: NextTurn) => Promise<T>): Promise<T> {
    const piece = { rank, number: this.begun++ };
    this.atWork.add(piece);
    try {
      return await run(() => this.turnOf(piece));
    } finally {
      this.atWork.delete(piece);
      const woken = [...this.resting];
      this.resting.clear();
      for (const wake of woken) wake();
    }
  }

  private async turnOf(piece: Piece): Promise<void> {
    for (;;) {
      const { messages } = this;
      await new Promise((resolve) => setImmediate(resolve));
      // Messages are handled one in each round of the event loop: there may be more.
      if (messages !== this.messages) continue;
      if (![...this.atWork].some((other) => goesFirst(other, piece))) return;
      await new Promise<void>((resolve) => this.resting.add(resolve));
    }
  }
}

function goesFirst(one: Piece, other: Piece): boolean {
  const by = order.indexOf(one.rank) - order.indexOf(other.rank);
  return by === 0 ? one.rank === 'asked' && one.number > other.number : by < 0;
}

/** The turns of the thread that answers. */
export const turns = new Turns();
