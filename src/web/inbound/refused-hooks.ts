import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../platform/config/log.js';
import type { HookFault } from '../../platform/mail/hooks/hook.errors.js';
import type { RelayName } from '../../platform/mail/hooks/relay-name.js';

const QUIET_MS = 60_000;

interface Noted {
  readonly since: number;
  /** Refusals since the last line. */
  count: number;
}

/** Tells the log of refused requests, so that a wrong key is noticed, but a line a minute for each kind at most. */
@Injectable()
export class RefusedHooks {
  private readonly noted = new Map<string, Noted>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** One more. */
  note(relay: RelayName, fault: HookFault | 'replayed'): void {
    const name = `${relay} ${fault}`;
    const now = this.clock.now().getTime();
    const before = this.noted.get(name);
    if (before && now - before.since < QUIET_MS) {
      before.count += 1;
      return;
    }
    this.noted.set(name, { since: now, count: 0 });
    this.log.warn({ relay, fault, unsaid: before?.count ?? 0 }, 'a request to a web hook was refused');
  }
}
