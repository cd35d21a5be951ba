import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { ForgetRecipients } from '../dispatch/forget-recipients.js';
import { NEWS_KINDS } from '../dispatch/message-kind.rules.js';
import { WithholdMessages } from '../dispatch/withhold-messages.js';
import { SignatureStore } from './signature.store.js';
import { type GivenReason, WithdrawalReasonStore } from './withdrawal-reason.store.js';

/** What people took away in a batch of forms: news, all that is held of them, and why they withdrew. */
export interface Leavings {
  readonly silenced: readonly string[];
  readonly erased: readonly string[];
  readonly reasons: readonly GivenReason[];
}

/** Does what people asked to have ended or erased. */
@Injectable()
export class WriteLeavings {
  constructor(
    private readonly signatures: SignatureStore,
    private readonly withhold: WithholdMessages,
    private readonly forget: ForgetRecipients,
    private readonly reasons: WithdrawalReasonStore,
  ) {}

  /** Joins the caller's transaction. An erased row is gone, with its name, its mail under way and its traces in the ledger. */
  async run(tx: Tx, { silenced, erased, reasons }: Leavings): Promise<void> {
    await this.withhold.run(tx, silenced, NEWS_KINDS);
    await this.forget.run(tx, erased);
    await this.signatures.delete(tx, erased);
    await this.reasons.insert(tx, reasons);
  }
}
