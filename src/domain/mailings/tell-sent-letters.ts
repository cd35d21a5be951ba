import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { BodyId, CampaignId, MailingId, SeatId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { DisclosureLevel } from '../bodies/body.rules.js';
import { CampaignStore } from '../campaigns/campaign.store.js';
import { PublishCampaign } from '../campaigns/publish-campaign.js';
import { RecordStore } from '../campaigns/record.store.js';
import { publicLetter } from './public-letter.rules.js';

/** A seat's letter that its mail server took. */
interface Taken {
  readonly mailingId: MailingId;
  readonly seatId: SeatId;
  readonly bodyId: BodyId;
  readonly address: string;
  readonly locale: string;
  readonly disclosure: DisclosureLevel;
  readonly salutation: string;
  readonly subject: string;
  readonly text: string;
  readonly zone: string;
  readonly handedAt: Date;
}

/** Letters of one transaction. */
const MOST = 200;

const DUE = `FROM mailing_seat s JOIN mailing m ON m.id = s.mailing_id
  JOIN message g ON g.batch_id = m.batch_id AND g.ref = s.seat_id AND g.state = 'accepted'
  WHERE s.posted AND NOT s.told`;

/** Puts the letters that bodies' servers took onto the public record: what was said to whom on which day, nothing of a seat. */
@Injectable()
export class TellSentLetters {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly record: RecordStore,
    private readonly publish: PublishCampaign,
  ) {}

  /** A campaign a transaction; answers how many letters were taken up. */
  async run(): Promise<number> {
    const due = await rows<{ id: CampaignId; slug: string }>(
      this.db.manager,
      `SELECT id, slug FROM campaign WHERE id IN (SELECT m.campaign_id ${DUE}) ORDER BY slug`,
      [],
    );
    let told = 0;
    for (const { id, slug } of due) told += await this.db.transaction((tx) => this.of(tx, id, slug));
    return told;
  }

  private async of(tx: Tx, campaignId: CampaignId, slug: string): Promise<number> {
    await this.campaigns.lockBySlug(tx, slug);
    const taken = await rows<Taken>(
      tx,
      `SELECT s.mailing_id AS "mailingId", s.seat_id AS "seatId", s.body_id AS "bodyId", s.address, s.locale, s.disclosure,
              s.salutation, s.subject, s.text_part AS text, m.zone, coalesce(g.finished_at, m.send_at) AS "handedAt"
         ${DUE} AND m.campaign_id = $1 ORDER BY g.finished_at, s.position LIMIT ${MOST}`,
      [campaignId],
    );
    for (const letter of taken) await this.tell(tx, campaignId, letter);
    if (taken.length > 0) await this.publish.run(tx, campaignId);
    return taken.length;
  }

  private async tell(tx: Tx, campaignId: CampaignId, letter: Taken): Promise<void> {
    const { mailingId, seatId, bodyId, locale } = letter;
    const sentOn: CalendarDate = dayIn(letter.zone, letter.handedAt);
    const { subject, words } = publicLetter(letter);
    await this.record.addLetter(tx, { campaignId, mailingId, bodyId, locale, sentOn, subject, words });
    await tx.query('UPDATE mailing_seat SET told = true WHERE mailing_id = $1 AND seat_id = $2', [
      mailingId,
      seatId,
    ]);
  }
}
