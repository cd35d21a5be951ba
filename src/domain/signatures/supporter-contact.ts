import { contactAad, decryptField, encryptField } from '../../platform/crypto/field.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { SignatureRow } from './signature.row.js';

/** What dispatch and the worker need of a person. */
export interface SupporterContact {
  readonly address: string;
  readonly name: string;
}

/** What a person said with the signature. */
export interface SupporterAnswers {
  readonly comment: string | null;
  readonly extra: Readonly<Record<string, string>>;
  /** The version of the words that were agreed to; absent in a row from before there were any. */
  readonly consent?: string;
}

/** Both ciphertexts of a row, under the newest epoch's data key. */
export function sealSupporter(
  ring: KeyRing,
  id: string,
  contact: SupporterContact,
  answers: SupporterAnswers,
) {
  const key = ring.dataKey();
  return {
    epoch: ring.epoch,
    contact: encryptField(key, contactAad(ring.scope, id), JSON.stringify(contact)),
    answers: encryptField(key, answersAad(ring.scope, id), JSON.stringify(answers)),
  };
}

/** A contact for mail before the confirmation: the address alone, since nobody's text may be in such a mail. */
export function sealAddressOnly(ring: KeyRing, id: string, address: string): Buffer {
  return encryptField(ring.dataKey(), contactAad(ring.scope, id), JSON.stringify({ address }));
}

/** The contact of a row; null once it was emptied. Throws CannotDecrypt and NoKeys. */
export function openContact(
  ring: KeyRing,
  row: Pick<SignatureRow, 'id' | 'epoch' | 'contact'>,
): SupporterContact | null {
  if (!row.contact) return null;
  const text = decryptField(ring.dataKey(row.epoch), contactAad(ring.scope, row.id), row.contact);
  return JSON.parse(text.toString('utf8')) as SupporterContact;
}

/** What was said with a row; null once it was emptied. Throws CannotDecrypt and NoKeys. */
export function openAnswers(
  ring: KeyRing,
  row: Pick<SignatureRow, 'id' | 'epoch' | 'answers'>,
): SupporterAnswers | null {
  if (!row.answers) return null;
  const text = decryptField(ring.dataKey(row.epoch), answersAad(ring.scope, row.id), row.answers);
  return JSON.parse(text.toString('utf8')) as SupporterAnswers;
}

function answersAad(scope: string, id: string): string {
  return `answers/v1\0${scope}\0${id}`;
}
