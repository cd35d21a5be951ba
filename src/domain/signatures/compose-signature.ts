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

/** What a row keeps when a newer form takes the place of what it said. */
type Kept = Pick<
  SignatureRow,
  | 'id'
  | 'campaignId'
  | 'place'
  | 'emailIndex'
  | 'looseIndex'
  | 'domainIndex'
  | 'confirmedOn'
  | 'mails'
  | 'mailedOn'
  | 'alreadyOn'
  | 'disowned'
>;

/** A first signature; the second place of a shared mailbox waits for a person's look. */
export function newSignature(coming: ComingSignature, place: 1 | 2): SignatureRow {
  const { ring, indexes } = coming;
  const kept: Kept = {
    id: newId<'signature'>(),
    campaignId: ring.scope,
    place,
    emailIndex: indexes.email,
    looseIndex: indexes.loose,
    domainIndex: indexes.domain,
    confirmedOn: null,
    mails: 0,
    mailedOn: [],
    alreadyOn: null,
    disowned: false,
  };
  return composed(kept, coming, { issue: 1, ...suspected({ held: 'no', holdReasons: [] }, coming, place) });
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
  return composed(known, coming, { issue, ...suspected(known, coming, known.place) });
}

/** The signals of a form and what they come to; what a person has decided about the row stands. */
function suspected(known: Hold, { flags: found }: ComingSignature, place: 1 | 2) {
  const flags = place === 1 ? found : [...found, SHARED_MAILBOX];
  return { flags, ...weighAgain(suspicionPolicy(), known, flags) };
}

/** A whole row: what it keeps and what a form decides of it. */
function composed(
  kept: Kept,
  { ring, form, day, now }: ComingSignature,
  { issue, flags, held, holdReasons }: Hold & { readonly issue: number; readonly flags: readonly string[] },
): SignatureRow {
  const { id } = kept;
  const { name, email, comment, extra, consent } = form;
  const tokens = supporterTokens(ring.tokenKey, id, issue);
  const copy = {
    name,
    email: email.address,
    comment,
    extra,
    consent,
    withdrawToken: tokens.withdraw,
    notMeToken: tokens.notMe,
  };
  const hashes = hashesOf(tokens);
  const sealed = sealSupporter(ring, id, { address: email.address, name }, { comment, extra, consent });
  // Written out: spreads that come to forty properties cost more than the ciphers.
  return {
    id,
    campaignId: kept.campaignId,
    place: kept.place,
    emailIndex: kept.emailIndex,
    looseIndex: kept.looseIndex,
    domainIndex: kept.domainIndex,
    epoch: sealed.epoch,
    contact: sealed.contact,
    answers: sealed.answers,
    textVersion: form.textVersion,
    visibility: form.visibility,
    news: form.news,
    locale: form.locale,
    country: form.country,
    flags,
    state: 'pending',
    held,
    holdReasons,
    signedOn: day,
    confirmedOn: kept.confirmedOn,
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
    mails: kept.mails,
    mailedOn: kept.mailedOn,
    alreadyOn: kept.alreadyOn,
    remindedOn: null,
    disowned: kept.disowned,
    nameDue: false,
  };
}
