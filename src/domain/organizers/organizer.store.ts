import { Injectable } from '@nestjs/common';
import { normalisedAddress, parseEmailAddress } from '../../kernel/email-address.js';
import type { CampaignId, OrganizerId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { OrganizerNotFound } from './organizer.errors.js';
import type { Organizer, Role } from './role.rules.js';

/** An organizer with the roles held. */
export interface ListedOrganizer extends Organizer {
  readonly memberships: readonly { readonly campaignId: CampaignId; readonly role: Role }[];
}

const ORGANIZER = 'id, email, name, locale, administrator';

/** Organizers and their roles; who left is not found. */
@Injectable()
export class OrganizerStore {
  async find(tx: Tx, id: OrganizerId): Promise<Organizer | null> {
    const [organizer] = await rows<Organizer>(
      tx,
      `SELECT ${ORGANIZER} FROM organizer WHERE id = $1 AND left_at IS NULL`,
      [id],
    );
    return organizer ?? null;
  }

  async findByEmail(tx: Tx, email: string): Promise<Organizer | null> {
    const parsed = parseEmailAddress(email);
    if (!parsed) return null;
    const [organizer] = await rows<Organizer>(
      tx,
      `SELECT ${ORGANIZER} FROM organizer WHERE email_key = $1 AND left_at IS NULL`,
      [normalisedAddress(parsed)],
    );
    return organizer ?? null;
  }

  /** Throws OrganizerNotFound. */
  async getByEmail(tx: Tx, email: string): Promise<Organizer> {
    const organizer = await this.findByEmail(tx, email);
    if (!organizer) throw new OrganizerNotFound(email);
    return organizer;
  }

  /** Adds a person; one who is known already keeps their row and is answered (the roles are not touched). */
  async save(tx: Tx, organizer: Organizer & { readonly emailKey: string }, now: Date): Promise<Organizer> {
    const [saved] = await rows<Organizer>(
      tx,
      `INSERT INTO organizer (id, email, email_key, name, locale, administrator, invited_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (email_key) DO UPDATE SET left_at = NULL,
         administrator = organizer.administrator OR excluded.administrator
       RETURNING ${ORGANIZER}`,
      [
        organizer.id,
        organizer.email,
        organizer.emailKey,
        organizer.name,
        organizer.locale,
        organizer.administrator,
        now,
      ],
    );
    if (!saved) throw new OrganizerNotFound(organizer.email);
    return saved;
  }

  async count(tx: Tx): Promise<number> {
    const [count] = await rows<{ count: number }>(
      tx,
      'SELECT count(*)::integer AS count FROM organizer WHERE left_at IS NULL',
    );
    return count?.count ?? 0;
  }

  /** A person's role in a campaign, or null. */
  async roleIn(tx: Tx, organizerId: OrganizerId, campaignId: CampaignId): Promise<Role | null> {
    const [membership] = await rows<{ role: Role }>(
      tx,
      'SELECT role FROM membership WHERE organizer_id = $1 AND campaign_id = $2',
      [organizerId, campaignId],
    );
    return membership?.role ?? null;
  }

  /** A person's roles, by campaign. */
  async rolesOf(tx: Tx, organizerId: OrganizerId): Promise<{ campaignId: CampaignId; role: Role }[]> {
    return rows(
      tx,
      `SELECT campaign_id AS "campaignId", role FROM membership WHERE organizer_id = $1 ORDER BY campaign_id`,
      [organizerId],
    );
  }

  /** Who holds one of these roles in a campaign, by address. */
  async membersOf(tx: Tx, campaignId: CampaignId, wanted: readonly Role[]): Promise<Organizer[]> {
    return rows<Organizer>(
      tx,
      `SELECT ${ORGANIZER} FROM organizer JOIN membership m ON m.organizer_id = organizer.id
        WHERE m.campaign_id = $1 AND m.role = ANY ($2::text[]) AND left_at IS NULL ORDER BY email_key`,
      [campaignId, wanted],
    );
  }

  /** Gives a role in place of the one before, or takes it (null). */
  async setRole(
    tx: Tx,
    to: { organizerId: OrganizerId; campaignId: CampaignId; role: Role | null },
    now: Date,
  ): Promise<void> {
    if (to.role === null) {
      await tx.query('DELETE FROM membership WHERE organizer_id = $1 AND campaign_id = $2', [
        to.organizerId,
        to.campaignId,
      ]);
      return;
    }
    await tx.query(
      `INSERT INTO membership (organizer_id, campaign_id, role, granted_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organizer_id, campaign_id) DO UPDATE SET role = excluded.role, granted_at = excluded.granted_at`,
      [to.organizerId, to.campaignId, to.role, now],
    );
  }

  /** Everybody who has not left, by address. */
  async list(tx: Tx): Promise<ListedOrganizer[]> {
    return rows<ListedOrganizer>(
      tx,
      `SELECT ${ORGANIZER}, coalesce((SELECT json_agg(json_build_object('campaignId', campaign_id, 'role', role)
                ORDER BY campaign_id) FROM membership WHERE organizer_id = organizer.id), '[]') AS memberships
         FROM organizer WHERE left_at IS NULL ORDER BY email_key`,
    );
  }
}
