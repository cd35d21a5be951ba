import type { CalendarDate } from '../../kernel/calendar-date.js';
import { tokenHash } from '../../platform/crypto/token.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import type { KeyRing } from '../keys/key-ring.js';
import { mergedAnswers } from './answers.rules.js';
import type { Desk } from './desk.js';
import { sealMyCopy } from './my-copy.js';
import { clearlyDifferent } from './name.rules.js';
import type { SignatureRow } from './signature.row.js';
import { openAnswers, openContact, sealSupporter } from './supporter-contact.js';
import type { ChangeForm } from './supporter-forms.js';
import { supporterTokens } from './supporter-tokens.js';

interface Todo {
  readonly ring: KeyRing;
  readonly day: CalendarDate;
}

/**
 * What whoever has the link to a confirmed signature wants changed. What dispatch reads, what the link opens and what is
 * shown all follow. A name may be corrected, not exchanged for another person's.
 */
export function changeOwn(desk: Desk, todo: Todo, form: ChangeForm, rows: readonly SignatureRow[]): void {
  const row = ownRow(todo, form.me, rows);
  const said = row && saidBefore(todo, row);
  if (!row || !said) return;
  const { contact, answers } = said;
  const name =
    form.name === undefined || clearlyDifferent(contact.name, form.name) ? contact.name : form.name;
  const comment = form.comment === undefined ? answers.comment : form.comment;
  const extra = mergedAnswers(answers.extra, form.extra ?? {});
  const { consent = '' } = answers;
  const { ring } = todo;
  const tokens = supporterTokens(ring.tokenKey, row.id, row.issue);
  const copy = { name, email: form.email.address, comment, extra, consent };
  const links = { withdrawToken: tokens.withdraw, notMeToken: tokens.notMe };
  const changed: SignatureRow = {
    ...row,
    ...sealSupporter(ring, row.id, { ...contact, name }, { comment, extra, consent }),
    visibility: form.visibility ?? row.visibility,
    news: form.news ?? row.news,
    meCopy: sealMyCopy(form.me, ring.scope, { ...copy, ...links }),
    nameDue: true,
  };
  desk.put(changed);
  if (row.news && !changed.news) desk.silence(changed);
}

/** Everything of the signature goes, for whoever has the link to it. */
export function eraseOwn(
  desk: Desk,
  todo: Todo,
  form: { readonly me: string },
  rows: readonly SignatureRow[],
): void {
  const row = ownRow(todo, form.me, rows);
  if (row) desk.erase(row);
}

function ownRow({ day }: Todo, me: string, rows: readonly SignatureRow[]): SignatureRow | null {
  const hash = tokenHash(me);
  const row = rows.find(({ meHash }) => meHash?.equals(hash));
  return row?.state === 'confirmed' && row.meUntil !== null && row.meUntil >= day ? row : null;
}

/** Null where nobody can read it any longer: then nothing can be changed either. */
function saidBefore({ ring }: Todo, row: SignatureRow) {
  try {
    const contact = openContact(ring, row);
    const answers = openAnswers(ring, row);
    return contact && answers ? { contact, answers } : null;
  } catch (error) {
    if (error instanceof CannotDecrypt) return null;
    throw error;
  }
}
