import { relayHeaders } from './hooks/relay-marks.js';
import type { RelayName } from './hooks/relay-name.js';

/** An address with the name shown beside it. */
export interface Mailbox {
  readonly address: string;
  readonly name?: string;
}

/** Under whose names this instance mails; made of the configuration, injected by this class. */
export class MailIdentity {
  constructor(
    /** The sender of transactional mail (VIGIL_MAIL_FROM). */
    readonly from: Mailbox,
    /** The domain of bounces (VIGIL_BOUNCE_DOMAIN); absent: the envelope sender is the From address. */
    readonly bounceDomain?: string,
    /** The relays that report by web hooks. */
    private readonly relays: readonly RelayName[] = [],
  ) {}

  /** Header fields that only the relay sees, by which its reports name a message. */
  relayHeaders(messageId: string): string {
    return relayHeaders(this.relays, messageId);
  }

  /** The right side of every Message-ID: the domain of the sender. */
  get messageIdDomain(): string {
    return this.from.address.slice(this.from.address.lastIndexOf('@') + 1).toLowerCase();
  }

  /** The last field of Feedback-ID: 5 to 15 characters, the same for all mail of the instance. */
  get senderId(): string {
    const letters = this.messageIdDomain.replace(/[^a-z0-9]/g, '');
    return `vigil${letters}`.slice(0, 15);
  }
}

/** Reads `Name <address>`, `"Name" <address>` or a bare address, as the configuration checked it. */
export function parseMailbox(text: string): Mailbox {
  const match = /^\s*(?:"([^"]*)"|([^<]*?))\s*<([^<>]+)>\s*$/.exec(text);
  if (!match) return { address: text.trim() };
  const name = (match[1] ?? match[2] ?? '').trim();
  const address = (match[3] ?? '').trim();
  return name === '' ? { address } : { address, name };
}
