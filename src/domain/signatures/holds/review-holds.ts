import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CampaignId } from '../../../kernel/id.js';
import type { Page, PageRequest } from '../../../kernel/page.js';
import { CannotDecrypt } from '../../../platform/crypto/field.js';
import type { Tx } from '../../../platform/database/sql.js';
import type { KeyRing } from '../../keys/key-ring.js';
import { NoKeys } from '../../keys/keys.errors.js';
import { ScopeKeys } from '../../keys/scope-keys.js';
import type { Organizer } from '../../organizers/role.rules.js';
import { openContact } from '../supporter-contact.js';
import { HeldSignatures, type HeldRow, type Preview, type ReasonCount } from './held-signatures.js';
import { HoldAccess } from './hold-access.js';
import { type HoldAct, HoldActStore } from './hold-act.store.js';
import { type HoldConditions, type Matching, matching } from './hold-conditions.js';

/** A signature as a moderator sees it: enough to judge it, without the mailbox's own name. */
export interface ReviewedRow extends Omit<HeldRow, 'epoch' | 'contact'> {
  /** Null once it was emptied, or its keys are gone. */
  readonly name: string | null;
  readonly domain: string | null;
}

/** What a moderator looks at before deciding anything. */
@Injectable()
export class ReviewHolds {
  constructor(
    private readonly db: DataSource,
    private readonly access: HoldAccess,
    private readonly held: HeldSignatures,
    private readonly acts: HoldActStore,
    private readonly keys: ScopeKeys,
  ) {}

  /** What holds how many. Throws NotAMember, Forbidden, as all of these. */
  reasons(by: Organizer, campaignId: CampaignId): Promise<ReasonCount[]> {
    return this.as(by, campaignId, (tx) => this.held.reasons(tx, campaignId));
  }

  /** What conditions would hit, by state, day and country. */
  preview(by: Organizer, campaignId: CampaignId, conditions: HoldConditions): Promise<Preview> {
    return this.as(by, campaignId, async (tx) =>
      this.held.preview(tx, await this.matching(campaignId, conditions)),
    );
  }

  /** The signatures that conditions name. */
  rows(
    by: Organizer,
    campaignId: CampaignId,
    conditions: HoldConditions,
    page: PageRequest,
  ): Promise<Page<ReviewedRow>> {
    return this.as(by, campaignId, async (tx) => {
      const ring = await this.keys.ring(campaignId);
      const found = await this.held.list(tx, matching(ring, conditions), page);
      return { ...found, items: found.items.map((row) => reviewed(ring, row)) };
    });
  }

  /** What was done to the campaign's holds. */
  listActs(by: Organizer, campaignId: CampaignId, page: PageRequest): Promise<Page<HoldAct>> {
    return this.as(by, campaignId, (tx) => this.acts.list(tx, campaignId, page));
  }

  private async matching(campaignId: CampaignId, conditions: HoldConditions): Promise<Matching> {
    return matching(await this.keys.ring(campaignId), conditions);
  }

  private as<T>(by: Organizer, campaignId: CampaignId, read: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await this.access.require(tx, by, campaignId);
      return read(tx);
    });
  }
}

function reviewed(ring: KeyRing, { epoch, contact, ...row }: HeldRow): ReviewedRow {
  try {
    const opened = openContact(ring, { id: row.id, epoch, contact });
    const domain = opened ? opened.address.slice(opened.address.lastIndexOf('@') + 1) : null;
    return { ...row, name: opened?.name ?? null, domain };
  } catch (error) {
    if (error instanceof CannotDecrypt || error instanceof NoKeys)
      return { ...row, name: null, domain: null };
    throw error;
  }
}
