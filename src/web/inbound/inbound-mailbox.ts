import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { SoleHolder } from '../../platform/database/sole-holder.js';
import { ImapMailbox } from '../../platform/mail/inbound/imap-mailbox.js';
import { imapSettings, type ImapSettings } from '../../platform/mail/inbound/imap-settings.js';
import { DONE_FOLDER, UNREAD_FOLDER } from '../../platform/mail/inbound/mailbox-folders.js';
import { EmptyMailbox } from './empty-mailbox.js';

/** How patient the door is; a test may be in more of a hurry. */
export class InboundMailboxPace {
  constructor(
    /** A mailbox is looked at so often, even where the server never tells of new mail. */
    readonly lookEveryMs = 60_000,
    readonly firstRetryMs = 2_000,
    readonly lastRetryMs = 300_000,
    /** How often another worker's place is asked for. */
    readonly askEveryMs = 5_000,
  ) {}
}

const MAILBOX_LOCK = [7_306_004, 1] as const;
/** As long as a report that came in is kept anywhere. */
const KEEP_MS = 7 * 24 * 3_600_000;
const FORGET_EVERY_MS = 6 * 3_600_000;

/** The other door for mail: a mailbox on a server elsewhere, where VIGIL_IMAP_URL names one. One worker empties it at a time. */
@Injectable()
export class InboundMailbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly end = new AbortController();
  private readonly place: SoleHolder;
  private watching: Promise<void> | undefined;
  private failures = 0;
  private forgotAt = 0;

  constructor(
    private readonly config: Config,
    private readonly empty: EmptyMailbox,
    private readonly clock: Clock,
    private readonly pace: InboundMailboxPace,
    private readonly log: Log,
    db: DataSource,
  ) {
    this.place = new SoleHolder(db, MAILBOX_LOCK);
  }

  /** Waits for nothing: the worker serves while the mailbox cannot be reached. */
  onApplicationBootstrap(): void {
    if (this.config.imapUrl !== undefined) this.watching = this.watch(imapSettings(this.config.imapUrl));
  }

  /** The mail at hand is finished first. */
  async onApplicationShutdown(): Promise<void> {
    this.end.abort();
    await this.watching;
  }

  private async watch(settings: ImapSettings): Promise<void> {
    const { signal } = this.end;
    while (!signal.aborted) {
      let rest = this.pace.askEveryMs;
      try {
        if (await this.place.take()) await this.session(settings);
      } catch (error) {
        rest = Math.min(this.pace.firstRetryMs * 2 ** this.failures, this.pace.lastRetryMs);
        this.failures = Math.min(this.failures + 1, 30);
        this.log.error({ ...faultOf(error), retryInMs: rest }, 'the mailbox for bounces cannot be emptied');
      }
      await sleep(rest, undefined, { signal }).catch(() => undefined);
    }
    await this.place.release();
  }

  /** One connection, for as long as it holds and the place is ours. */
  private async session(settings: ImapSettings): Promise<void> {
    const { signal } = this.end;
    const goesOn = () => !signal.aborted && this.place.isHeld;
    const mailbox = await ImapMailbox.open(settings, [DONE_FOLDER, UNREAD_FOLDER]);
    try {
      this.log.info({ host: settings.host }, 'the mailbox for bounces is emptied');
      while (goesOn()) {
        await this.empty.run(mailbox, goesOn);
        this.failures = 0;
        await this.forget(mailbox);
        await mailbox.news(this.pace.lookEveryMs, signal);
      }
    } finally {
      await mailbox.close();
    }
  }

  /** What was counted stays no longer than a report does. */
  private async forget(mailbox: ImapMailbox): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.forgotAt < FORGET_EVERY_MS) return;
    const count = await mailbox.forget(DONE_FOLDER, new Date(`${utcDay(new Date(now - KEEP_MS))}T00:00:00Z`));
    this.forgotAt = now;
    if (count > 0) this.log.info({ count }, `old mails were deleted from ${DONE_FOLDER}`);
  }
}
