import type { CalendarDate } from '../../kernel/calendar-date.js';
import { CannotDecrypt } from '../../platform/crypto/field.js';
import { type MyCopy, openMyCopy } from './my-copy.js';
import type { SignatureState, Visibility } from './signature.rules.js';

/** What the database answers for the hash of a link: days and choices, and what only the link can open. */
export interface MySignatureRow {
  readonly campaignId: string;
  readonly state: Extract<SignatureState, 'confirmed' | 'withdrawn'>;
  readonly visibility: Visibility;
  readonly news: boolean;
  readonly locale: string;
  readonly country: string | null;
  readonly signedOn: CalendarDate;
  readonly confirmedOn: CalendarDate | null;
  readonly endedOn: CalendarDate | null;
  /** The sha256 (hex) of the text that was signed; empty once withdrawn. */
  readonly textVersion: string;
  /** The last day on which the link opens anything. */
  readonly meUntil: CalendarDate;
  /** The days of the week's mails. */
  readonly mailedOn: readonly CalendarDate[];
  readonly meCopy: Buffer | null;
}

/** Everything *my signature* shows; `copy` is null once the signature is withdrawn and its data emptied. */
export interface MySignature extends Omit<MySignatureRow, 'meCopy'> {
  readonly copy: MyCopy | null;
}

/** Opens the copy with the link's token; a copy made for another link shows nothing. */
export function openMySignature(meToken: string, row: MySignatureRow): MySignature {
  const { meCopy, ...shown } = row;
  return { ...shown, copy: meCopy ? openOrNull(meToken, row.campaignId, meCopy) : null };
}

function openOrNull(meToken: string, campaignId: string, sealed: Buffer): MyCopy | null {
  try {
    return openMyCopy(meToken, campaignId, sealed);
  } catch (error) {
    if (error instanceof CannotDecrypt) return null;
    throw error;
  }
}
