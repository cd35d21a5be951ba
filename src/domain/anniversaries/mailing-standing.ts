import type { Tx } from '../../platform/database/sql.js';
import { batchProgress } from '../dispatch/batch-progress.js';
import type { Mailing } from '../mailings/mailing.store.js';
import type { MailingStanding } from './occurrence.rules.js';

/** How a mailing stands, as far as its occurrence looks at it; from `frozen` on its batch tells. */
export async function standingOf(tx: Tx, mailing: Mailing): Promise<MailingStanding> {
  if (mailing.state === 'cancelled') return 'cancelled';
  if (mailing.state === 'draft' || mailing.state === 'in_review') return 'open';
  if (mailing.state !== 'frozen' || mailing.batchId === null) return 'approved';
  const { state, planned } = await batchProgress(tx, mailing.batchId);
  if (state === 'completed' || planned === 0) return 'sent';
  return state === 'cancelled' || state === 'failed' ? 'cancelled' : 'approved';
}
