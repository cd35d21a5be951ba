/** Something was opened although the program is already stopping. */
export class AlreadyStopping extends Error {
  constructor() {
    super('the program is stopping');
    this.name = 'AlreadyStopping';
  }
}

/** What has been opened, to be closed in the reverse order, whatever happens to any of it. */
export class Closing {
  private readonly steps: (() => Promise<void> | void)[] = [];
  private begun = false;

  /** Remembers how to close what was just opened. Throws AlreadyStopping once closing has begun, so that no more is opened. */
  add(step: () => Promise<void> | void): void {
    this.steps.push(step);
    if (this.begun) throw new AlreadyStopping();
  }

  /** Closes everything there is; never throws. May be called again for what came late. */
  async run(): Promise<void> {
    this.begun = true;
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      try {
        await step();
      } catch {
        // What cannot be closed must not keep the rest open.
      }
    }
  }
}
