import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { AddressIndexes } from './address-index.js';
import { changeOwn, eraseOwn } from './decide-own.js';
import { type ComingSignature, newSignature, replacedSignature } from './compose-signature.js';
import type { Desk } from './desk.js';
import { clearlyDifferent } from './name.rules.js';
import type { SignatureRow } from './signature.row.js';
import {
  confirmUntil,
  decideMyPage,
  decideResend,
  decideSign,
  type Decision,
  type Known,
  ME_DAYS,
} from './signature.rules.js';
import { openContact, sealAddressOnly } from './supporter-contact.js';
import type { AddressedForm, SignForm } from './supporter-forms.js';

/** One form, read, with everything needed to decide it. */
export interface FormToDecide {
  readonly ring: KeyRing;
  readonly indexes: AddressIndexes;
  readonly form: AddressedForm;
  readonly flags: readonly string[];
  readonly day: CalendarDate;
  readonly now: Date;
  /** Mails that other spellings of the address got in the last seven days. */
  readonly mailsToSpellings?: number;
}

/** Decides one form on the desk, by the table of the domain document. */
export function decideForm(desk: Desk, todo: FormToDecide): void {
  const { form } = todo;
  if (form.kind === 'sign') decideSignature(desk, { ...todo, form });
  else if (form.kind === 'change') changeOwn(desk, todo, form, addressRows(desk, todo));
  else if (form.kind === 'erase') eraseOwn(desk, todo, form, addressRows(desk, todo));
  else for (const row of addressRows(desk, todo)) decideRequest(desk, todo, row);
}

function decideSignature(desk: Desk, coming: ComingSignature): void {
  const place = placeFor(desk, coming);
  const row = addressRows(desk, coming).find((each) => each.place === place) ?? null;
  if (row && desk.isConfirming(row)) {
    // A second form in the same batch: it says what is confirmed, by the mail that is on its way already.
    const newest = replacedSignature(row, coming, row.issue);
    desk.put(newest);
    confirmationMail(desk, coming, newest, coming.form.email.address, coming.form.locale);
    return;
  }
  const decision = decideSign(knownOf(desk, coming, row));
  const next = written(decision, row, coming, place);
  if (!next) return;
  if (decision.row === 'create') desk.add(next);
  if (decision.row === 'replace') desk.put(next);
  if (decision.mail === 'confirmation') {
    confirmationMail(desk, coming, next, coming.form.email.address, coming.form.locale);
  } else if (decision.mail) otherMail(desk, decision.mail, next, coming.day);
}

/** What is known of an address and, of the limits alone, of its other spellings: before this batch and in it. */
function knownOf(
  desk: Desk,
  todo: Pick<FormToDecide, 'ring' | 'indexes' | 'mailsToSpellings'>,
  row: SignatureRow | null,
): Known {
  const mailsToSpellings = (todo.mailsToSpellings ?? 0) + desk.mailsToSpellings(todo.indexes);
  return { ...desk.knownOf(addressOf(todo), row), mailsToSpellings };
}

function written(decision: Decision, row: SignatureRow | null, coming: ComingSignature, place: 1 | 2) {
  if (decision.row === 'create') return newSignature(coming, place);
  return row && decision.row === 'replace' ? replacedSignature(row, coming) : row;
}

/** A resend or a request for the link to *my signature*: for each signature of the address. */
function decideRequest(desk: Desk, todo: FormToDecide, row: SignatureRow): void {
  const known = knownOf(desk, todo, row);
  const { mail } = todo.form.kind === 'resend' ? decideResend(known) : decideMyPage(known);
  if (mail === 'confirmation') {
    const again = { ...row, expiresAt: confirmUntil(todo.now) };
    confirmationMail(desk, todo, again, todo.form.email.address, row.locale);
  } else if (mail) otherMail(desk, mail, row, todo.day);
}

/**
 * The place that a name takes at an address: the second when the first is living and clearly another person's, or when
 * the second is living and may be this person's while the first has ended. A third name shares the second place.
 */
function placeFor(desk: Desk, coming: ComingSignature): 1 | 2 {
  const living = addressRows(desk, coming).filter(
    ({ state }) => state === 'pending' || state === 'confirmed',
  );
  const first = living.find(({ place }) => place === 1);
  const second = living.find(({ place }) => place === 2);
  const another = (row: SignatureRow) => isSomebodyElse(coming.ring, row, coming.form);
  if (first) return another(first) ? 2 : 1;
  return second && !another(second) ? 2 : 1;
}

function isSomebodyElse(ring: KeyRing, row: SignatureRow, form: SignForm): boolean {
  try {
    const contact = openContact(ring, row);
    return contact !== null && clearlyDifferent(contact.name, form.name);
  } catch (error) {
    if (error instanceof CannotDecrypt) return false;
    throw error;
  }
}

function confirmationMail(
  desk: Desk,
  { ring }: { ring: KeyRing },
  row: SignatureRow,
  address: string,
  locale: string,
) {
  const contact = sealAddressOnly(ring, row.id, address);
  desk.mail({ kind: 'confirmation', row, locale, contact, epoch: ring.epoch });
}

/** Mail with the link to *my signature*, which is good for another thirty days. */
function otherMail(
  desk: Desk,
  kind: 'already-signed' | 'my-page',
  row: SignatureRow,
  today: CalendarDate,
): void {
  if (!row.contact) return;
  const extended = { ...row, meUntil: addDays(today, ME_DAYS) };
  desk.mail({ kind, row: extended, locale: row.locale, contact: row.contact, epoch: row.epoch });
}

function addressOf({ ring, indexes }: Pick<FormToDecide, 'ring' | 'indexes'>) {
  return { campaignId: ring.scope, emailIndex: indexes.email };
}

function addressRows(desk: Desk, todo: Pick<FormToDecide, 'ring' | 'indexes'>): readonly SignatureRow[] {
  return desk.rowsOf(addressOf(todo));
}
