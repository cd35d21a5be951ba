import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignId } from '../../kernel/id.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import type { KeyRing } from '../keys/key-ring.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { openAnswers } from './supporter-contact.js';

/** What somebody said with a signature that counts: without the name and the address, which are not needed to read it. */
export interface GivenAnswers {
  readonly day: CalendarDate;
  readonly country: string | null;
  readonly comment: string | null;
  readonly postcode: string | null;
  readonly role: string | null;
}

/** A page of counted signatures: those of them that said something. */
export interface GivenPage extends Page<GivenAnswers> {
  /** How many of the page said nothing, or can no longer be opened. */
  readonly silent: number;
}

interface Sealed {
  readonly id: string;
  readonly day: CalendarDate;
  readonly country: string | null;
  readonly epoch: number;
  readonly answers: Buffer | null;
}

const COUNTED = `FROM signature WHERE campaign_id = $1 AND state = 'confirmed' AND held = 'no'`;

/** What supporters wrote for a campaign's organizers, for those who look after its signatures. Every look is in the audit log. */
@Injectable()
export class ListGivenAnswers {
  constructor(
    private readonly db: DataSource,
    private readonly keys: ScopeKeys,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The newest day first. Only opening a row tells whether it says anything, so a page is one of signatures. Throws
   * NotAMember, Forbidden.
   */
  async run(by: Organizer, campaignId: CampaignId, page: PageRequest): Promise<GivenPage> {
    return this.db.transaction(async (tx) => {
      await this.access.require(tx, by, campaignId, 'moderateSignatures');
      const sealed = await this.sealed(tx, campaignId, page);
      const ring = sealed.length > 0 ? await this.ring(campaignId) : null;
      const items = sealed.flatMap((row) => (ring ? given(ring, row) : []));
      const [count] = await rows<{ total: number }>(tx, `SELECT count(*)::integer AS total ${COUNTED}`, [
        campaignId,
      ]);
      await this.audit.append(tx, {
        actor: by.id,
        act: 'signatures.answers-read',
        subject: { kind: 'campaign', id: campaignId },
        detail: { page: page.page, perPage: page.perPage },
      });
      return { ...page, items, silent: sealed.length - items.length, total: count?.total ?? 0 };
    });
  }

  private sealed(tx: Tx, campaignId: CampaignId, page: PageRequest): Promise<Sealed[]> {
    return rows<Sealed>(
      tx,
      `SELECT id, signed_on::text AS day, country, epoch, answers ${COUNTED}
        ORDER BY signed_on DESC, id LIMIT $2 OFFSET $3`,
      [campaignId, page.perPage, offsetOf(page)],
    );
  }

  private async ring(campaignId: CampaignId): Promise<KeyRing | null> {
    try {
      return await this.keys.ring(campaignId);
    } catch (error) {
      if (error instanceof NoKeys) return null;
      throw error;
    }
  }
}

function given(ring: KeyRing, row: Sealed): GivenAnswers[] {
  try {
    const { comment = null, extra = {} } = openAnswers(ring, row) ?? {};
    const [postcode = null, role = null] = [extra.postcode, extra.role];
    if (!comment && !postcode && !role) return [];
    return [{ day: row.day, country: row.country, comment: comment === '' ? null : comment, postcode, role }];
  } catch (error) {
    if (error instanceof CannotDecrypt || error instanceof NoKeys) return [];
    throw error;
  }
}
