import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { KeyRing } from '../keys/key-ring.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { CampaignWordsReader } from './campaign-words.js';
import { Desk } from './desk.js';
import type { SignatureRow } from './signature.row.js';
import { decideReminder, isReminderDue, LOOK_BACK_DAYS, REMIND_BEFORE_MS } from './signature.rules.js';
import { type AddressInCampaign, SignatureStore } from './signature.store.js';
import { openContact, sealAddressOnly } from './supporter-contact.js';
import { WriteDecisions } from './write-decisions.js';

const MOST = 500;

/** Reminds whoever signed a day ago and has not confirmed, once, in campaigns that chose to. */
@Injectable()
export class RemindPending {
  constructor(
    private readonly db: DataSource,
    private readonly signatures: SignatureStore,
    private readonly keys: ScopeKeys,
    private readonly campaigns: CampaignWordsReader,
    private readonly write: WriteDecisions,
    private readonly clock: Clock,
  ) {}

  /** Up to 500 addresses in one transaction; answers how many there were, to be run until none is left. */
  run(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const due = await this.due(tx);
      if (due.length === 0) return 0;
      const now = this.clock.now();
      const locked = await this.signatures.lockByAddress(tx, due);
      const desk = new Desk(locked, utcDay(now));
      const rings = await this.ringsOf(due);
      for (const row of locked) if (isReminderDue(row, now)) this.remind(desk, row, rings, now);
      const words = await this.campaigns.read(tx, [...rings.keys()]);
      await this.write.run(tx, desk, { rings, words });
      return due.length;
    });
  }

  /** The same link and the same code as before. Whoever is passed over is not looked at again. */
  private remind(desk: Desk, row: SignatureRow, rings: ReadonlyMap<string, KeyRing>, now: Date): void {
    const ring = rings.get(row.campaignId);
    const noted = { ...row, remindedOn: utcDay(now) };
    const address = ring && addressOf(ring, row);
    const known = row.emailIndex && desk.knownOf({ ...row, emailIndex: row.emailIndex }, row);
    if (!address || !known || decideReminder(known).mail === null) {
      desk.put(noted);
      return;
    }
    desk.mail({
      kind: 'confirmation',
      template: 'reminder',
      row: noted,
      locale: row.locale,
      contact: sealAddressOnly(ring, row.id, address),
      epoch: ring.epoch,
    });
  }

  private due(tx: Tx): Promise<AddressInCampaign[]> {
    const now = this.clock.now();
    const at = (left: number) => new Date(now.getTime() + left);
    return rows<AddressInCampaign>(
      tx,
      `SELECT DISTINCT s.campaign_id AS "campaignId", s.email_index AS "emailIndex"
         FROM signature s JOIN campaign c ON c.id = s.campaign_id
        WHERE c.reminder AND c.state = 'open' AND s.state = 'pending' AND s.expires_at > $1 AND s.expires_at <= $2
          AND s.signed_on < $3 AND s.signed_on >= $4 AND s.reminded_on IS NULL AND s.held <> 'invalidated' AND s.email_index IS NOT NULL
          AND NOT EXISTS (SELECT FROM published_signing WHERE rests)
        LIMIT ${MOST}`,
      [
        at(REMIND_BEFORE_MS.until),
        at(REMIND_BEFORE_MS.from),
        utcDay(now),
        addDays(utcDay(now), -LOOK_BACK_DAYS),
      ],
    );
  }

  private async ringsOf(addresses: readonly AddressInCampaign[]): Promise<Map<string, KeyRing>> {
    const rings = new Map<string, KeyRing>();
    for (const scope of new Set(addresses.map(({ campaignId }) => campaignId))) {
      try {
        rings.set(scope, await this.keys.ring(scope));
      } catch (error) {
        if (!(error instanceof NoKeys)) throw error;
      }
    }
    return rings;
  }
}

function addressOf(ring: KeyRing, row: SignatureRow): string | null {
  try {
    return openContact(ring, row)?.address ?? null;
  } catch (error) {
    if (error instanceof NoKeys || error instanceof CannotDecrypt) return null;
    throw error;
  }
}
