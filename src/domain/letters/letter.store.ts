import { Injectable } from '@nestjs/common';
import type { BodyId, CampaignId, LetterId, LetterVersionId, OrganizerId } from '../../kernel/id.js';
import { newId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { LetterNotFound, LetterStateConflict } from './letter.errors.js';
import { type LetterAudience, type LetterOccasion, type LetterState, mayBecome } from './letter.rules.js';
import type { LetterTexts } from './letter-section.js';
import type { Sha256 } from './fingerprint.js';

/** A letter and whom it addresses. */
export interface Letter {
  readonly id: LetterId;
  readonly campaignId: CampaignId;
  readonly key: string;
  readonly audience: LetterAudience;
  readonly occasion: LetterOccasion;
  readonly bodyIds: readonly BodyId[];
}

/** One immutable version, with what an act on it needs of its letter. */
export interface LetterVersion {
  readonly id: LetterVersionId;
  readonly letterId: LetterId;
  readonly campaignId: CampaignId;
  readonly key: string;
  readonly audience: LetterAudience;
  readonly occasion: LetterOccasion;
  readonly number: number;
  readonly state: LetterState;
  readonly texts: LetterTexts;
  readonly sha256: Sha256;
  readonly authorId: OrganizerId | null;
  readonly createdAt: Date;
  readonly submittedBy: OrganizerId | null;
  readonly submittedAt: Date | null;
  readonly returnedNote: string | null;
}

const LETTER = `SELECT l.id, l.campaign_id AS "campaignId", l.key, l.audience, l.occasion,
  ARRAY(SELECT body_id::text FROM letter_body WHERE letter_id = l.id ORDER BY body_id) AS "bodyIds" FROM letter l`;

const VERSION = `SELECT v.id, v.letter_id AS "letterId", l.campaign_id AS "campaignId", l.key, l.audience, l.occasion,
  v.number, v.state, v.texts, v.sha256, v.author_id AS "authorId", v.created_at AS "createdAt",
  v.submitted_by AS "submittedBy", v.submitted_at AS "submittedAt", v.returned_note AS "returnedNote"
  FROM letter_version v JOIN letter l ON l.id = v.letter_id`;

/** Letters and their versions; a state change is a guarded update. */
@Injectable()
export class LetterStore {
  async findByKey(tx: Tx, campaignId: CampaignId, key: string): Promise<Letter | null> {
    const [letter] = await rows<Letter>(tx, `${LETTER} WHERE l.campaign_id = $1 AND l.key = $2`, [
      campaignId,
      key,
    ]);
    return letter ?? null;
  }

  /** Throws LetterNotFound. */
  async getByKey(tx: Tx, campaignId: CampaignId, key: string): Promise<Letter> {
    const letter = await this.findByKey(tx, campaignId, key);
    if (!letter) throw new LetterNotFound(key);
    return letter;
  }

  /** Throws LetterNotFound. */
  async get(tx: Tx, id: LetterId): Promise<Letter> {
    const [letter] = await rows<Letter>(tx, `${LETTER} WHERE l.id = $1`, [id]);
    if (!letter) throw new LetterNotFound(id);
    return letter;
  }

  /** Makes the letter, or changes whom it is for. The row is locked until the transaction ends. */
  async save(tx: Tx, letter: Omit<Letter, 'id'>, now: Date): Promise<LetterId> {
    const [saved] = await rows<{ id: LetterId }>(
      tx,
      `INSERT INTO letter (id, campaign_id, key, audience, occasion, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (campaign_id, key) DO UPDATE SET audience = excluded.audience, occasion = excluded.occasion
       RETURNING id`,
      [newId<'letter'>(), letter.campaignId, letter.key, letter.audience, letter.occasion, now],
    );
    if (!saved) throw new LetterNotFound(letter.key);
    await tx.query('DELETE FROM letter_body WHERE letter_id = $1 AND body_id <> ALL ($2::uuid[])', [
      saved.id,
      letter.bodyIds,
    ]);
    await tx.query(
      'INSERT INTO letter_body (letter_id, body_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
      [saved.id, letter.bodyIds],
    );
    return saved.id;
  }

  /** The newest version that was not returned, or null. */
  async latest(tx: Tx, letterId: LetterId): Promise<LetterVersion | null> {
    const [version] = await rows<LetterVersion>(
      tx,
      `${VERSION} WHERE v.letter_id = $1 ORDER BY v.number DESC LIMIT 1`,
      [letterId],
    );
    return version ?? null;
  }

  /** The one approved version, or null. */
  async approved(tx: Tx, letterId: LetterId): Promise<LetterVersion | null> {
    const [version] = await rows<LetterVersion>(
      tx,
      `${VERSION} WHERE v.letter_id = $1 AND v.state = 'approved'`,
      [letterId],
    );
    return version ?? null;
  }

  /** Throws LetterNotFound. */
  async version(tx: Tx, id: LetterVersionId): Promise<LetterVersion> {
    const [version] = await rows<LetterVersion>(tx, `${VERSION} WHERE v.id = $1`, [id]);
    if (!version) throw new LetterNotFound(id);
    return version;
  }

  /** The version, locked until the transaction ends. Throws LetterNotFound. */
  async lockVersion(tx: Tx, id: LetterVersionId): Promise<LetterVersion> {
    const [version] = await rows<LetterVersion>(tx, `${VERSION} WHERE v.id = $1 FOR UPDATE OF v`, [id]);
    if (!version) throw new LetterNotFound(id);
    return version;
  }

  /** A campaign's versions, newest of each letter first. */
  async list(tx: Tx, campaignId: CampaignId): Promise<LetterVersion[]> {
    return rows<LetterVersion>(tx, `${VERSION} WHERE l.campaign_id = $1 ORDER BY l.key, v.number DESC`, [
      campaignId,
    ]);
  }

  /** Adds the next version as a draft. The letter's row has to be locked. */
  async addVersion(
    tx: Tx,
    letterId: LetterId,
    version: { texts: LetterTexts; sha256: Sha256; authorId: OrganizerId | null },
    now: Date,
  ): Promise<LetterVersionId> {
    const id = newId<'letter-version'>();
    await tx.query(
      `INSERT INTO letter_version (id, letter_id, number, state, texts, sha256, author_id, created_at)
       SELECT $1, $2, coalesce(max(number), 0) + 1, 'draft', $3, $4, $5, $6 FROM letter_version WHERE letter_id = $2`,
      [id, letterId, JSON.stringify(version.texts), version.sha256, version.authorId, now],
    );
    return id;
  }

  /** Moves a version along its diagram. Throws LetterStateConflict where the diagram or the row forbids it. */
  async move(
    tx: Tx,
    version: LetterVersion,
    to: LetterState,
    fields: { submittedBy?: OrganizerId; submittedAt?: Date; returnedNote?: string } = {},
  ): Promise<LetterVersion> {
    if (!mayBecome(version.state, to)) throw new LetterStateConflict(version.state, to);
    const moved = await changed(
      tx,
      `UPDATE letter_version SET state = $3, submitted_by = coalesce($4, submitted_by),
         submitted_at = coalesce($5, submitted_at), returned_note = coalesce($6, returned_note)
       WHERE id = $1 AND state = $2`,
      [
        version.id,
        version.state,
        to,
        fields.submittedBy ?? null,
        fields.submittedAt ?? null,
        fields.returnedNote ?? null,
      ],
    );
    if (moved === 0) throw new LetterStateConflict(version.state, to);
    return { ...version, state: to, ...fields };
  }
}
