import { Injectable } from '@nestjs/common';

/** A part's state as told to operators: no detail that would help anybody else. */
export type PartState = 'ready' | 'not-ready';

const LONGEST_MS = 2_000;

/** Knows what the process needs to do its work; each part registers its own check. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, () => Promise<unknown>>();

  /** A part is ready when its check resolves within two seconds. */
  register(part: string, check: () => Promise<unknown>): void {
    this.checks.set(part, check);
  }

  /** Every part's state, asked now. */
  async parts(): Promise<ReadonlyMap<string, PartState>> {
    const asked = [...this.checks].map(async ([part, check]): Promise<[string, PartState]> => {
      return [part, await stateOf(check)];
    });
    return new Map(await Promise.all(asked));
  }
}

async function stateOf(check: () => Promise<unknown>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => {
      resolve('not-ready');
    }, LONGEST_MS);
  });
  const asked = check().then(
    (): PartState => 'ready',
    (): PartState => 'not-ready',
  );
  const state = await Promise.race([asked, late]);
  clearTimeout(timer);
  return state;
}
