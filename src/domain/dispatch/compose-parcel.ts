import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { composeMail } from '../../platform/mail/compose-mail.js';
import { MailSigner } from '../../platform/mail/dkim/mail-signer.js';
import type { Envelope } from '../../platform/mail/hand-over.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { EnvelopeSender } from './envelope-sender.js';
import type { PreparedMessage } from './prepare-messages.js';

/** A message that is ready to leave. */
export interface Parcel {
  readonly message: PreparedMessage;
  readonly envelope: Envelope;
  readonly mail: Buffer;
}

/** Makes a message's mail, signed where this instance signs, and its envelope. */
@Injectable()
export class ComposeParcel {
  constructor(
    private readonly sender: EnvelopeSender,
    private readonly identity: MailIdentity,
    private readonly signer: MailSigner,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Undefined for one that cannot be composed or signed, which is our own fault and told in the log. Never throws. */
  async run(message: PreparedMessage): Promise<Parcel | undefined> {
    try {
      const { to, pieces, slots, messageId } = message;
      const feedbackId = `${message.batchId}:${message.kind}:${message.scope}:${this.identity.senderId}`;
      const date = this.clock.now();
      const { from } = this.identity;
      const forRelay = this.identity.relayHeaders(messageId);
      const head = { from, to, messageId, feedbackId, date, forRelay };
      const mail = await this.signer.sign(composeMail(pieces, head, slots), date);
      return { message, mail, envelope: { from: await this.sender.of(message.id), to: to.address } };
    } catch (error) {
      this.log.error(
        { ...faultOf(error), kind: message.kind, messageId: message.id },
        'a message could not be composed',
      );
      return undefined;
    }
  }
}
