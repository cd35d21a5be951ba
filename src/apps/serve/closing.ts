/** Something was opened although the program is already stopping. */
export class AlreadyStopping extends Error {
  constructor() {
    super('the program is stopping');
    this.name = 'AlreadyStopping';
  }
}

/** What everything but the lasting steps gets to close, together, in milliseconds. */
const PATIENCE_MS = 4_500;

/**
 * What has been opened, to be closed in the reverse order, whatever happens to any of it. What hangs (a server
 * that went away) is let go when the patience for all is used up; only what is added as `lasting` is waited for.
 */
export class Closing {
  private readonly steps: { readonly run: () => Promise<void> | void; readonly lasting: boolean }[] = [];
  private patience: Promise<void> | undefined;

  /** Remembers how to close what was just opened. Throws AlreadyStopping once closing has begun, so that no more is opened. */
  add(run: () => Promise<void> | void, { lasting = false } = {}): void {
    this.steps.push({ run, lasting });
    if (this.patience) throw new AlreadyStopping();
  }

  /** Closes everything there is; never throws. May be called again for what came late. */
  async run(): Promise<void> {
    this.patience ??= new Promise((resolve) => {
      setTimeout(resolve, PATIENCE_MS);
    });
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      const closed = closeOne(step.run);
      await (step.lasting ? closed : Promise.race([closed, this.patience]));
    }
  }
}

/** What cannot be closed must not keep the rest open. */
async function closeOne(run: () => Promise<void> | void): Promise<void> {
  try {
    await run();
  } catch {
    return;
  }
}
