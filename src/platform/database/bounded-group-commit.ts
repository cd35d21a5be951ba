/** What a bounded group commit is made of. */
export interface GroupCommitSettings<Item, Answer> {
  /** Writes all items in one statement and answers for each, in their order. */
  readonly flush: (items: readonly Item[]) => Promise<readonly Answer[]>;
  /** Items in one statement at most. */
  readonly maxBatch: number;
  /** Items that may wait at most, which bounds memory; past it `add` throws GroupFull. */
  readonly maxWaiting: number;
  /**
   * The longest that the first in the queue may have waited, in milliseconds (default 2,000), which bounds time: a
   * database slower than what comes in makes the queue older, not only longer, and `add` throws GroupFull.
   */
  readonly patienceMs?: number;
  /** How long the first item of a group waits for others, in milliseconds (default 2). */
  readonly waitMs?: number;
  /** Statements under way at once (default 3: one is sent while the commits of the others are flushed to disk). */
  readonly inFlight?: number;
  /** Into how many statements those that lately waited are shared (default 2). */
  readonly shares?: number;
}

/** More waits than the bound allows. */
export class GroupFull extends Error {
  constructor() {
    super('the queue of the group commit is full');
    this.name = 'GroupFull';
  }
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** How much of the most that was under way is still expected after each statement: what was busy a second ago may be calm. */
const FADING = 0.97;

/**
 * For what the public sends: collects what comes within about two milliseconds and commits it with one statement; each
 * caller is answered after the commit. A share (half) of all who lately waited for an answer make a statement at once, so
 * that one half is read while the other is written. What is past the bound is refused at once, and a row that the database
 * refuses by itself fails alone: the group is halved until it is found.
 */
export class BoundedGroupCommit<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private flying = 0;
  private inAir = 0;
  /** The most that were under way lately; at first as many as there may ever be. */
  private lately: number;

  constructor(private readonly settings: GroupCommitSettings<Item, Answer>) {
    this.lately = 2 * settings.maxBatch;
  }

  /** The share of the waiting room that is taken, 0 to 1. */
  get taken(): number {
    return this.waiting.length / this.settings.maxWaiting;
  }

  /** Resolves after the commit; rejects with GroupFull at once, or with what the database said of this item. */
  add(item: Item): Promise<Answer> {
    const since = performance.now();
    if (this.isFull(since)) return Promise.reject(new GroupFull());
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, since, resolve, reject });
      this.lately = Math.max(this.lately, this.inAir + this.waiting.length);
      if (this.waiting.length >= this.share) this.fly();
      else this.timer ??= setTimeout(this.fly, this.settings.waitMs ?? 2);
    });
  }

  private get share(): number {
    return Math.min(this.settings.maxBatch, Math.ceil(this.lately / (this.settings.shares ?? 2)));
  }

  private isFull(now: number): boolean {
    const { maxWaiting, patienceMs = 2_000 } = this.settings;
    const first = this.waiting[0];
    return this.waiting.length >= maxWaiting || (first !== undefined && now - first.since > patienceMs);
  }

  private readonly fly = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0 || this.flying >= (this.settings.inFlight ?? 3)) return;
    // Beside one under way goes only a full share: small ones would cost as much each, and share less.
    if (this.flying > 0 && this.waiting.length < this.share) return;
    const group = this.waiting.splice(0, this.settings.maxBatch);
    this.flying += 1;
    this.inAir += group.length;
    this.lately = Math.max(this.inAir + this.waiting.length, this.lately * FADING);
    void this.commit(group).finally(() => {
      this.flying -= 1;
      this.inAir -= group.length;
      this.fly();
    });
  };

  private async commit(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.settings.flush(group.map(({ item }) => item));
      if (answers.length !== group.length) throw new Error('the flush did not answer for every item');
      group.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
    } catch (error) {
      if (group.length === 1 || !isOfOneRow(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      const middle = Math.ceil(group.length / 2);
      await this.commit(group.slice(0, middle));
      await this.commit(group.slice(middle));
    }
  }
}

/** Whether an error speaks of a row's content (SQLSTATE classes 22 and 23), not of the database's state. */
export function isOfOneRow(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code);
}
