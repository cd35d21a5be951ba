import { Injectable } from '@nestjs/common';
import type { CampaignId } from '../../../kernel/id.js';
import type { Json } from '../../../kernel/json.js';
import type { Tx } from '../../../platform/database/sql.js';
import { AuditLog } from '../../audit/audit-log.js';
import { CampaignAccess } from '../../organizers/campaign-access.js';
import type { Organizer } from '../../organizers/role.rules.js';
import type { HoldActId } from './hold-act.store.js';

/** Who may act on a campaign's holds, and the note that is taken of it. */
@Injectable()
export class HoldAccess {
  constructor(
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
  ) {}

  /** A moderator or more. Throws NotAMember, Forbidden. */
  require(tx: Tx, by: Organizer, campaignId: CampaignId): Promise<void> {
    return this.access.require(tx, by, campaignId, 'moderateSignatures');
  }

  /** The detail holds numbers and conditions, never a supporter's data. */
  note(tx: Tx, by: Organizer, act: string, id: HoldActId, detail: Json): Promise<void> {
    return this.audit.append(tx, { actor: by.id, act, subject: { kind: 'hold-act', id }, detail });
  }
}
