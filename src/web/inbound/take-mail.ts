import { Injectable } from '@nestjs/common';
import { type InboundMail, TakeInbound, type TakenInbound } from '../../domain/dispatch/take-inbound.js';
import { UnsubscribeByMail } from '../../domain/signatures/unsubscribe-by-mail.js';
import { unsubscribeToken } from '../../platform/mail/unsubscribe-address.js';

/** A mail as one of the doors has it. */
export interface MailAtDoor extends InboundMail {
  /** The envelope sender, empty for a bounce; absent where the door does not know it. */
  readonly from?: string;
}

/** Sends a mail where it belongs, by its addresses: to the end of the news, or among what answers our mail. */
@Injectable()
export class TakeMail {
  constructor(
    private readonly inbound: TakeInbound,
    private readonly unsubscribe: UnsubscribeByMail,
  ) {}

  /** Answers what it was taken for, whatever it changed; that is durable by then. */
  async run({ from, ...mail }: MailAtDoor): Promise<TakenInbound> {
    const tokens = mail.to.flatMap((address) => unsubscribeToken(address) ?? []);
    if (tokens.length === 0) return this.inbound.run(mail);
    await this.unsubscribe.run({ tokens, raw: mail.raw, ...(from === undefined ? {} : { from }) });
    const to = mail.to.filter((address) => unsubscribeToken(address) === null);
    if (to.length > 0) return this.inbound.run({ ...mail, to });
    return { kind: 'unsubscribe', isKnown: false, isOurs: true };
  }
}
