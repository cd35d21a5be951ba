import { type CalendarDate, addDays } from '../../kernel/calendar-date.js';
import { newId } from '../../kernel/id.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { AddressIndexes } from './address-index.js';
import { suspicionPolicy } from './holds/suspicion-policy.js';
import { type Hold, SHARED_MAILBOX, weighAgain } from './holds/suspicion.rules.js';
import { sealMyCopy } from './my-copy.js';
import type { SignatureRow } from './signature.row.js';
import { confirmUntil, ME_DAYS } from './signature.rules.js';
import { sealSupporter } from './supporter-contact.js';
import type { SignForm } from './supporter-forms.js';
import { hashesOf, supporterTokens } from './supporter-tokens.js';

/** A form on its way into a row. */
export interface ComingSignature {
  readonly ring: KeyRing;
  readonly indexes: AddressIndexes;
  readonly form: SignForm;
  readonly flags: readonly string[];
  readonly day: CalendarDate;
  readonly now: Date;
  readonly mailsToSpellings?: number;
}

/** A first signature; the second place of a shared mailbox waits for a person's look. */
export function newSignature(coming: ComingSignature, place: 1 | 2): SignatureRow {
  const { ring, indexes } = coming;
  const id = newId<'signature'>();
  const { flags, held, holdReasons } = suspected({ held: 'no', holdReasons: [] }, coming, place);
  return {
    ...said(coming, id, 1),
    id,
    campaignId: ring.scope,
    place,
    emailIndex: indexes.email,
    looseIndex: indexes.loose,
    domainIndex: indexes.domain,
    mails: 0,
    mailedOn: [],
    alreadyOn: null,
    remindedOn: null,
    disowned: false,
    flags,
    held,
    holdReasons,
  };
}

/**
 * The newest form in the place of what was said before; a new issue makes the links of older mails useless. The day of an
 * earlier confirming stays until there is a new one: so the count can tell who took it back.
 */
export function replacedSignature(
  known: SignatureRow,
  coming: ComingSignature,
  issue = known.issue + 1,
): SignatureRow {
  const { confirmedOn, place } = known;
  return {
    ...known,
    remindedOn: null,
    ...said(coming, known.id, issue),
    confirmedOn,
    ...suspected(known, coming, place),
  };
}

/** The signals of a form and what they come to; what a person has decided about the row stands. */
function suspected(known: Hold, { flags: found }: ComingSignature, place: 1 | 2) {
  const flags = place === 1 ? found : [...found, SHARED_MAILBOX];
  return { flags, ...weighAgain(suspicionPolicy(), known, flags) };
}

/** What a form decides of a row: everything but its identity, its signals and its mails. */
function said({ ring, form, day, now }: ComingSignature, id: string, issue: number) {
  const { name, email, comment, extra } = form;
  const tokens = supporterTokens(ring.tokenKey, id, issue);
  const copy = {
    name,
    email: email.address,
    comment,
    extra,
    withdrawToken: tokens.withdraw,
    notMeToken: tokens.notMe,
  };
  const hashes = hashesOf(tokens);
  const sealed = sealSupporter(ring, id, { address: email.address, name }, { comment, extra });
  // Written out: a spread in the middle of thirty properties costs more than a cipher.
  return {
    epoch: sealed.epoch,
    contact: sealed.contact,
    answers: sealed.answers,
    textVersion: form.textVersion,
    visibility: form.visibility,
    news: form.news,
    locale: form.locale,
    country: form.country,
    state: 'pending' as const,
    signedOn: day,
    confirmedOn: null,
    endedOn: null,
    issue,
    confirmHash: hashes.confirmHash,
    codeHash: hashes.codeHash,
    meHash: hashes.meHash,
    withdrawHash: hashes.withdrawHash,
    unsubscribeHash: hashes.unsubscribeHash,
    notMeHash: hashes.notMeHash,
    expiresAt: confirmUntil(now),
    meUntil: addDays(day, ME_DAYS),
    meCopy: sealMyCopy(tokens.me, ring.scope, copy),
    nameDue: false,
  };
}
