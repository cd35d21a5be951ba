import { Injectable } from '@nestjs/common';
import type { BatchId } from '../../kernel/id.js';
import { contactAad, encryptField } from '../../platform/crypto/field.js';
import { hmacSha256 } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { EnsureLane } from '../dispatch/ensure-lane.js';
import type { MessageRow } from '../dispatch/message-row.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { Addressees } from './addressees.js';
import type { Mailing } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';

/** How many seats one transaction posts. */
const CHUNK = 100;

/** Posts the letters of a mailing to the ledger, a chunk at a time: one message and one lane per seat. */
@Injectable()
export class PostSeatLetters {
  constructor(
    private readonly contents: MailingContentStore,
    private readonly addressees: Addressees,
    private readonly keys: ScopeKeys,
    private readonly storeContent: StoreContent,
    private readonly lanes: EnsureLane,
    private readonly messages: PostMessages,
  ) {}

  /** Posts the next chunk in the caller's transaction; answers how many seats it took, 0 when none is left. */
  async run(tx: Tx, mailing: Mailing, batchId: BatchId): Promise<number> {
    const letters = await this.contents.unposted(tx, mailing.id, CHUNK);
    if (letters.length === 0) return 0;
    const scope = mailing.campaignId;
    const ring = await this.keys.ring(scope, { tx });
    const posted: MessageRow[] = [];
    const lanes = await this.addressees.lanes(tx, [...new Set(letters.map(({ bodyId }) => bodyId))]);
    for (const letter of letters) {
      const lane = lanes.get(letter.seatId) ?? { key: `seat:${letter.seatId}` };
      await this.lanes.run(tx, lane);
      const contentId = await this.storeContent.run(tx, {
        kind: 'seat-letter',
        locale: letter.locale,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
      });
      const contact = JSON.stringify({ address: letter.address, name: letter.addressee });
      posted.push({
        kind: 'seat-letter',
        scope,
        epoch: ring.epoch,
        ref: letter.seatId,
        issue: 1,
        contact: encryptField(ring.dataKey(), contactAad(scope, letter.seatId), contact),
        recipientKey: hmacSha256(ring.indexKey, `seat/v1\0${letter.seatId}`),
        locale: letter.locale,
        contentId,
        laneKey: lane.key,
      });
    }
    await this.messages.run(tx, batchId, posted);
    await this.contents.markPosted(
      tx,
      mailing.id,
      letters.map(({ seatId }) => seatId),
    );
    return letters.length;
  }
}
