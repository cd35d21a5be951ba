import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { LetterStore } from '../letters/letter.store.js';
import type { Mailing } from '../mailings/mailing.store.js';
import { PlanMailing } from '../mailings/plan-mailing.js';
import { SubmitMailing } from '../mailings/submit-mailing.js';
import type { Organizer } from '../organizers/role.rules.js';
import type { Anniversary } from './anniversary.store.js';
import { type Occurrence, OccurrenceStore } from './occurrence.store.js';

const HOUR_MINUTES = 60;

/** Plans and submits the mailings of an occurrence: one per letter of its rule. */
@Injectable()
export class PlanOccurrence {
  constructor(
    private readonly occurrences: OccurrenceStore,
    private readonly letters: LetterStore,
    private readonly plan: PlanMailing,
    private readonly submit: SubmitMailing,
  ) {}

  /**
   * Joins the caller's transaction. `by` null: the service plans, so that any organizer may approve. Throws what
   * planning throws, when a letter has no approved version for example.
   */
  async run(
    tx: Tx,
    by: Organizer | null,
    anniversary: Anniversary,
    occurrence: Occurrence,
    sendAt: Date = occurrence.at,
  ): Promise<Mailing[]> {
    const takes = new Map(
      (await this.occurrences.mailings(tx, occurrence.id)).map(({ letterId, take }) => [letterId, take]),
    );
    const mailings: Mailing[] = [];
    for (const key of anniversary.letters) {
      const letter = await this.letters.getByKey(tx, anniversary.campaignId, key);
      const draft = await this.plan.within(tx, by, {
        campaignId: anniversary.campaignId,
        letterId: letter.id,
        sendAt,
        zone: anniversary.zone,
        graceMinutes: anniversary.graceHours * HOUR_MINUTES,
        keeping: { n: occurrence.n, day: occurrence.day },
        acknowledgeOldStatuses: by !== null,
      });
      const submitted = await this.submit.within(tx, by, draft);
      const take = (takes.get(letter.id) ?? 0) + 1;
      await this.occurrences.addMailing(tx, occurrence.id, {
        mailingId: submitted.id,
        letterId: letter.id,
        take,
      });
      mailings.push(submitted);
    }
    return mailings;
  }
}
