import type { LetterVersion } from '../../domain/letters/letter.store.js';
import { isOwnWork } from '../../domain/letters/letter.rules.js';
import { timeliness } from '../../domain/mailings/mailing.rules.js';
import type { Mailing } from '../../domain/mailings/mailing.store.js';
import { may, type Organizer, type Role } from '../../domain/organizers/role.rules.js';
import type { ApprovalBar } from './mailing.model.js';

/** Why somebody may not approve a mailing, so that the page can say it; the verb decides. */
export function barToMailing(
  by: Organizer,
  role: Role | null,
  mailing: Mailing,
  now: Date,
): ApprovalBar | null {
  if (mailing.state !== 'in_review') return 'state';
  if (may(by, role).approveMailing() !== 'allowed') return 'role';
  if ([mailing.plannedBy, mailing.submittedBy, mailing.letterAuthor].includes(by.id)) return 'own';
  return timeliness(mailing, now) === 'missed' ? 'missed' : null;
}

/** Why somebody may not approve a letter; the verb decides. */
export function barToLetter(
  by: Organizer,
  role: Role | null,
  version: LetterVersion,
): Exclude<ApprovalBar, 'missed'> | null {
  if (version.state !== 'in_review') return 'state';
  if (may(by, role).approveLetter() !== 'allowed') return 'role';
  return isOwnWork(version, by.id) ? 'own' : null;
}
