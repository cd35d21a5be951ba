import { Injectable } from '@nestjs/common';
import type { TakenInbound } from '../../domain/dispatch/take-inbound.js';
import { Config } from '../../platform/config/config.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { isLostConnection } from '../../platform/database/lost-connection.js';
import { deliveredTo } from '../../platform/mail/inbound/delivered-to.js';
import type { ImapMailbox, WaitingMail } from '../../platform/mail/inbound/imap-mailbox.js';
import { LARGEST_BYTES } from '../../platform/mail/inbound/inbound-report.js';
import { DONE_FOLDER, UNREAD_FOLDER } from '../../platform/mail/inbound/mailbox-folders.js';
import { TakeMail } from './take-mail.js';

/** So often a mail may stop us, by an error or by the end of the process, before it is laid aside unread. */
const MOST_TRIES = 3;

/**
 * Takes in what lies in a mailbox, one mail after the other. A mail leaves its folder only after what it says is
 * durable; what nothing can be made of is laid aside for a person and keeps nobody waiting.
 */
@Injectable()
export class EmptyMailbox {
  constructor(
    private readonly take: TakeMail,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** Until nothing is left or `goesOn` says no. Throws what is no mail's fault: the connection, the database. */
  async run(mailbox: ImapMailbox, goesOn: () => boolean): Promise<void> {
    const stuck = new Set<number>();
    for (;;) {
      const waiting = (await mailbox.waiting()).filter(({ uid }) => !stuck.has(uid));
      if (waiting.length === 0) return;
      for (const mail of waiting) {
        if (!goesOn()) return;
        if (!(await this.one(mailbox, mail))) stuck.add(mail.uid);
      }
    }
  }

  /** False: it lies there still and may be tried again, next time. */
  private async one(mailbox: ImapMailbox, mail: WaitingMail): Promise<boolean> {
    if (mail.bytes > LARGEST_BYTES) return this.layAside(mailbox, mail, 'it is too large');
    if (mail.tries >= MOST_TRIES) return this.layAside(mailbox, mail, 'it stopped us too often');
    const raw = await mailbox.read(mail.uid, LARGEST_BYTES);
    if (!raw) return true;
    const isRemembered = await mailbox.begin(mail);
    const taken = await this.taken(raw).catch((error: unknown) => ({ error }));
    if ('error' in taken) {
      if (!isItsFault(taken.error)) {
        await mailbox.unbegin(mail);
        throw taken.error;
      }
      this.log.error(faultOf(taken.error), 'a mail that came in could not be taken');
      if (isRemembered && mail.tries + 1 < MOST_TRIES) return false;
      return this.layAside(mailbox, mail, 'it could not be taken');
    }
    if (!taken.isOurs || taken.kind === 'unknown')
      return this.layAside(mailbox, mail, 'nothing in it is about our mail');
    // Whoever wants no more news is not kept for having said so.
    if (this.config.imapDone === 'delete' || taken.kind === 'unsubscribe') await mailbox.remove(mail.uid);
    else await mailbox.move(mail.uid, DONE_FOLDER);
    return true;
  }

  private async taken(raw: Buffer): Promise<TakenInbound> {
    const taken = await this.take.run({ source: 'imap', to: deliveredTo(raw), raw });
    this.log.debug(taken, 'a mail came in');
    return taken;
  }

  private async layAside(mailbox: ImapMailbox, mail: WaitingMail, why: string): Promise<true> {
    await mailbox.forgive(mail);
    await mailbox.move(mail.uid, UNREAD_FOLDER);
    this.log.warn({ uid: mail.uid, why }, `a mail was laid aside in ${UNREAD_FOLDER}`);
    return true;
  }
}

/** What the database says of itself (SQLSTATE, but for data it cannot take: class 22) or of the way to it blames no mail. */
function isItsFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^[0-9A-Z]{5}$/.test(code)) return code.startsWith('22');
  return !isLostConnection(error) && !/^E[A-Z]+$/.test(code);
}
