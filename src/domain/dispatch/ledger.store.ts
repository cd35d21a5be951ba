import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { BoundedGroupCommit } from '../../platform/database/bounded-group-commit.js';
import { byteaArray } from '../../platform/database/bytea-array.js';
import { plainArray } from '../../platform/database/plain-array.js';
import { StandingStatement } from '../../platform/database/standing-statement.js';
import type { AddressKeys } from './address-keys.js';
import { DispatchSettings } from './dispatch-settings.js';
import { RESULTS, STEP, VERDICTS } from './ledger.statements.js';
import type { MessageState } from './message.rules.js';
import type { Outcome } from './outcome.rules.js';

/** How one lease on a message ended; written only while the lease is still held. */
export interface LedgerResult {
  readonly id: string;
  readonly token: string;
  readonly state: Exclude<MessageState, 'leased'>;
  readonly outcome: Outcome | null;
  readonly at: Date;
  /** Whether the server was talked to: only then it counts as an attempt. */
  readonly tried: boolean;
  readonly nextAttemptAt?: Date | null;
  /** When to stop trying, from the first try on; a time that stands already stays. */
  readonly expiresAt?: Date | null;
  readonly phase?: string | null;
  readonly replyCode?: number | null;
  readonly enhancedCode?: string | null;
  readonly reply?: string | null;
  readonly queueId?: string | null;
  /** The provider whose limit a message waits for; forgotten with the next result. */
  readonly provider?: string | null;
}

/** A message about to be handed over. */
export interface Marker {
  readonly id: string;
  readonly token: string;
  /** Null for kinds that no suppression stops. */
  readonly addressKeys: AddressKeys | null;
}

/** Only `marked` may be sent; everything else says why it must not. */
export type Verdict = 'marked' | 'lease-lost' | 'suppressed' | 'paused' | 'cancelled';

/** One step of one connection: the last message's result and the next one's marker, in the same commit. */
interface Step {
  readonly result: LedgerResult | undefined;
  readonly marker: Marker | undefined;
}

/** The durable marks around each handing-over; one statement for all connections of the process. */
@Injectable()
export class LedgerStore implements OnApplicationShutdown {
  private readonly commits: BoundedGroupCommit<Step, Verdict | undefined>;
  private readonly steps: StandingStatement;
  private readonly verdicts: StandingStatement;
  private readonly results: StandingStatement;

  constructor(
    db: DataSource,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {
    this.steps = new StandingStatement(db, 'ledger-step', STEP);
    this.verdicts = new StandingStatement(db, 'ledger-verdicts', VERDICTS);
    this.results = new StandingStatement(db, 'ledger-results', RESULTS);
    this.commits = new BoundedGroupCommit({
      flush: (steps) => this.write(steps),
      maxBatch: 500,
      maxWaiting: 10_000,
      waitMs: 1,
      // A mail is with the database, with its server and in between: as many groups keep all three at work.
      shares: 3,
    });
  }

  /** Commits a result (if any) and a marker; throws when the database cannot, and then nothing may be sent. */
  async step(result: LedgerResult | undefined, marker: Marker): Promise<Verdict> {
    return (await this.commits.add({ result, marker })) ?? 'lease-lost';
  }

  /** Commits a result; safe to repeat, since a lease ends once. */
  async record(result: LedgerResult): Promise<void> {
    await this.commits.add({ result, marker: undefined });
  }

  /** Gives its connections back. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.steps.close(), this.verdicts.close(), this.results.close()]);
  }

  /** Rare ends first: no marker is durable before the result that made room for it. */
  private async write(steps: readonly Step[]): Promise<(Verdict | undefined)[]> {
    const results = steps.flatMap(({ result }) => (result ? [result] : []));
    const accepted = results.filter(isAcceptance);
    if (accepted.length < results.length) {
      await this.results.run(resultColumns(results.filter((result) => !isAcceptance(result))));
    }
    const markers = steps.flatMap(({ marker }) => (marker ? [marker] : []));
    if (accepted.length + markers.length === 0) return steps.map(() => undefined);
    const changed = await this.steps.run<{ id: string }>([
      ...stepColumns(accepted, markers),
      this.clock.now(),
      this.settings.leaseSeconds,
    ]);
    const marked = new Set(changed.map(({ id }) => id));
    const kept = markers.filter(({ id }) => !marked.has(id));
    const why = kept.length === 0 ? new Map<string, Verdict>() : await this.why(kept);
    return steps.map(({ marker }) => {
      if (!marker) return undefined;
      return marked.has(marker.id) ? 'marked' : (why.get(marker.id) ?? 'lease-lost');
    });
  }

  private async why(markers: readonly Marker[]): Promise<Map<string, Verdict>> {
    const verdicts = await this.verdicts.run<{ id: string; verdict: Verdict }>([
      plainArray(markers.map(({ id }) => id)),
      plainArray(markers.map(({ token }) => token)),
      byteaArray(markers.map(({ addressKeys }) => addressKeys?.inScope ?? null)),
      byteaArray(markers.map(({ addressKeys }) => addressKeys?.inInstance ?? null)),
      this.clock.now(),
    ]);
    return new Map(verdicts.map(({ id, verdict }) => [id, verdict]));
  }
}

function isAcceptance({ state, outcome, tried }: LedgerResult): boolean {
  return state === 'accepted' && outcome === 'accepted' && tried;
}

function stepColumns(accepted: readonly LedgerResult[], markers: readonly Marker[]): unknown[] {
  const both = [...accepted, ...markers];
  const none = markers.map(() => null);
  const noKeys = accepted.map(() => null);
  return [
    plainArray(both.map(({ id }) => id)),
    plainArray(both.map(({ token }) => token)),
    plainArray([...accepted.map(() => true), ...markers.map(() => false)]),
    plainArray([...accepted.map(({ replyCode }) => replyCode ?? null), ...none]),
    [...accepted.map(({ enhancedCode }) => enhancedCode ?? null), ...none],
    [...accepted.map(({ queueId }) => queueId ?? null), ...none],
    byteaArray([...noKeys, ...markers.map(({ addressKeys }) => addressKeys?.inScope ?? null)]),
    byteaArray([...noKeys, ...markers.map(({ addressKeys }) => addressKeys?.inInstance ?? null)]),
  ];
}

function resultColumns(results: readonly LedgerResult[]): unknown[] {
  const column = <Value>(of: (result: LedgerResult) => Value) => results.map(of);
  return [
    column(({ id }) => id),
    column(({ token }) => token),
    column(({ state }) => state),
    column(({ outcome }) => outcome),
    column(({ at }) => at),
    column(({ tried }) => tried),
    column(({ nextAttemptAt }) => nextAttemptAt ?? null),
    column(({ phase }) => phase ?? null),
    column(({ replyCode }) => replyCode ?? null),
    column(({ enhancedCode }) => enhancedCode ?? null),
    column(({ reply }) => reply ?? null),
    column(({ queueId }) => queueId ?? null),
    column(({ expiresAt }) => expiresAt ?? null),
    column(({ provider }) => provider ?? null),
  ];
}
