import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import type { InboundReport } from '../../platform/mail/inbound/inbound-report.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { EnvelopeSender } from './envelope-sender.js';
import { InboundEventStore, type LockedMessage } from './inbound-event.store.js';

/** How a report names its message: by envelope senders of ours, which nobody can forge, else by our Message-IDs. */
export interface MarksOfReport {
  readonly ids: readonly string[];
  readonly messageIds: readonly string[];
}

/** Finds the message of ours that a report is about. */
@Injectable()
export class FindReported {
  constructor(
    private readonly events: InboundEventStore,
    private readonly sender: EnvelopeSender,
    private readonly identity: MailIdentity,
  ) {}

  /** The messages that the addresses and the returned headers name, as far as the marks are ours. */
  async marks(
    { returnPaths, messageIds }: Pick<InboundReport, 'returnPaths' | 'messageIds'>,
    to: readonly string[] = [],
  ): Promise<MarksOfReport> {
    const local = to.map((address) => address.slice(0, address.lastIndexOf('@')));
    const ids = await Promise.all([...local, ...returnPaths].map((part) => this.sender.read(part)));
    return {
      ids: [...new Set(ids.filter((id) => id !== null))],
      messageIds: messageIds.map((id) => `<m${id}@${this.identity.messageIdDomain}>`),
    };
  }

  /** Asks of which messages it is not known whether they arrived; answers a test for the marks that name one. */
  async inDoubt(tx: Tx, all: readonly MarksOfReport[]): Promise<(marks: MarksOfReport) => boolean> {
    if (all.length === 0) return () => false;
    const doubted = await this.events.inDoubt(
      tx,
      all.flatMap(({ ids }) => ids),
      all.flatMap(({ messageIds }) => messageIds),
    );
    return ({ ids, messageIds }) => [...ids, ...messageIds].some((name) => doubted.has(name));
  }

  /** Locks it until the transaction ends; null: the ledger knows none of that name (any more). */
  lock(tx: Tx, { ids, messageIds }: MarksOfReport): Promise<LockedMessage | null> {
    if (ids.length + messageIds.length === 0) return Promise.resolve(null);
    return this.events.lockMessage(tx, ids, messageIds);
  }
}
