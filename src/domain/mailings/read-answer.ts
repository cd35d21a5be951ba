import { Injectable } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { DataSource } from 'typeorm';
import { CannotDecrypt, decryptField } from '../../platform/crypto/field.js';
import { inboundAad } from '../dispatch/inbound-aad.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { type AnswerRow, AnswerStore, type SealedAnswer } from './answer.store.js';

/** An answer, opened: plain text only, since nobody's markup belongs into the console. */
export interface OpenedAnswer extends AnswerRow {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** The key of the body it came from; null once the letter itself is not known any more. */
  readonly body: string | null;
}

/** Opens one answer for an organizer of its campaign. */
@Injectable()
export class ReadAnswer {
  constructor(
    private readonly db: DataSource,
    private readonly answers: AnswerStore,
    private readonly keys: ScopeKeys,
    private readonly access: CampaignAccess,
  ) {}

  /** Throws AnswerNotFound, NotAMember. What cannot be opened any more has empty words. */
  async run(by: Organizer, id: string): Promise<OpenedAnswer> {
    const { epoch, report, ...answer } = await this.answers.get(this.db.manager, id);
    await this.access.require(this.db.manager, by, answer.campaignId, 'seeMailings');
    const body = await this.answers.bodyOf(this.db.manager, id);
    const raw = await this.opened({ ...answer, epoch, report });
    if (!raw) return { ...answer, body, from: '', subject: '', text: '' };
    const { from, subject = '', text, html = '' } = await PostalMime.parse(raw);
    return { ...answer, body, from: from?.address ?? '', subject, text: text ?? plain(html) };
  }

  private async opened({ id, campaignId, epoch, report }: SealedAnswer): Promise<Buffer | null> {
    if (epoch === null || report === null) return null;
    try {
      const ring = await this.keys.ring(campaignId, { epoch });
      return decryptField(ring.dataKey(epoch), inboundAad(campaignId, id), report);
    } catch (error) {
      if (error instanceof NoKeys || error instanceof CannotDecrypt) return null;
      throw error;
    }
  }
}

function plain(html: string): string {
  return html.replace(/<(?:br|\/p|\/div)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, '');
}
