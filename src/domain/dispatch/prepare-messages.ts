import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ContentId } from '../../kernel/id.js';
import type { CompiledPiece } from '../../platform/mail/compiled-mail.js';
import { AddressKeysOf, type AddressKeys } from './address-keys.js';
import type { ClaimedMessage } from './claim.store.js';
import { ContentStore } from './content.store.js';
import { rulesOf, type MessageKind } from './message-kind.rules.js';
import { type Contact, OpenContact } from './open-contact.js';
import { SlotSources } from './slot-sources.js';

/** A leased message with all that its mail is made of, in memory only. */
export interface PreparedMessage extends ClaimedMessage {
  readonly to: Contact;
  readonly pieces: readonly CompiledPiece[];
  readonly slots: Readonly<Record<string, string>>;
  /** Null for kinds that no suppression stops. */
  readonly addressKeys: AddressKeys | null;
  /** When its lane's hours end; from then on it may not leave. */
  readonly until?: Date;
}

/** What a claim comes to: what can be sent, and what nobody can open (its scope's keys are gone, or it was changed). */
export interface PreparedClaim {
  readonly prepared: readonly PreparedMessage[];
  readonly unreadable: readonly ClaimedMessage[];
}

const REMEMBERED = 100;

/** Opens contacts, fills slots and finds contents for a claim's messages. */
@Injectable()
export class PrepareMessages {
  private readonly contents = new Map<ContentId, CompiledPiece[]>();

  constructor(
    private readonly db: DataSource,
    private readonly contacts: OpenContact,
    private readonly addressKeys: AddressKeysOf,
    private readonly store: ContentStore,
    private readonly sources: SlotSources,
  ) {}

  /** Keeps the order of the claim. Throws only when the database or a slot source does. */
  async run(claimed: readonly ClaimedMessage[]): Promise<PreparedClaim> {
    const slots = await this.slots(claimed);
    const prepared: PreparedMessage[] = [];
    const unreadable: ClaimedMessage[] = [];
    for (const message of claimed) {
      const to = await this.contacts.run(message);
      if (!to) {
        unreadable.push(message);
        continue;
      }
      const addressKeys = rulesOf(message.kind).honoursSuppression
        ? await this.addressKeys.run(to.address, message.scope)
        : null;
      const pieces = await this.pieces(message.contentId);
      const filled = slots.get(message.id);
      // A copy: a source may answer with one object for many.
      const own = { ...filled, name: filled?.name ?? to.name ?? '' };
      prepared.push(preparedMessage(message, to, pieces, own, addressKeys));
    }
    return { prepared, unreadable };
  }

  private async pieces(id: ContentId): Promise<CompiledPiece[]> {
    const known = this.contents.get(id);
    if (known) return known;
    const pieces = await this.store.pieces(this.db.manager, id);
    if (this.contents.size >= REMEMBERED) this.contents.clear();
    this.contents.set(id, pieces);
    return pieces;
  }

  private async slots(claimed: readonly ClaimedMessage[]): Promise<Map<string, Record<string, string>>> {
    const filled = new Map<string, Record<string, string>>();
    const byKind = new Map<MessageKind, ClaimedMessage[]>();
    for (const message of claimed) {
      const group = byKind.get(message.kind);
      if (group) group.push(message);
      else byKind.set(message.kind, [message]);
    }
    for (const [kind, messages] of byKind) {
      const requests = messages.map(({ id, scope, ref, issue, locale }) => ({
        id,
        scope,
        ref,
        issue,
        locale,
      }));
      for (const [id, values] of await this.sources.fill(kind, requests)) filled.set(id, values);
    }
    return filled;
  }
}

/** Written out: to spread an object and add to it makes several, of which a queue of hundreds holds the largest. */
function preparedMessage(
  message: ClaimedMessage,
  to: Contact,
  pieces: readonly CompiledPiece[],
  slots: Readonly<Record<string, string>>,
  addressKeys: AddressKeys | null,
): PreparedMessage {
  const { id, token, batchId, kind, scope, epoch, ref, issue, contact } = message;
  const { locale, contentId, laneId, attempts, expiresAt, messageId } = message;
  return {
    id,
    token,
    batchId,
    kind,
    scope,
    epoch,
    ref,
    issue,
    contact,
    locale,
    contentId,
    laneId,
    attempts,
    expiresAt,
    messageId,
    to,
    pieces,
    slots,
    addressKeys,
  };
}
