import { decryptField, encryptField } from '../../platform/crypto/field.js';
import { hkdf } from '../../platform/crypto/mac.js';

/** What *my signature* shows of what a person gave, and the tokens its buttons need. */
export interface MyCopy {
  readonly name: string;
  readonly email: string;
  readonly comment: string | null;
  readonly extra: Readonly<Record<string, string>>;
  /** The version of the words that were agreed to; absent in a copy from before there were any. */
  readonly consent?: string;
  readonly withdrawToken: string;
  readonly notMeToken: string;
}

/** Seals the copy so that only the link to *my signature* opens it: its key is made of the token. */
export function sealMyCopy(meToken: string, campaignId: string, copy: MyCopy): Buffer {
  return encryptField(keyOf(meToken), aadOf(campaignId), JSON.stringify(copy));
}

/** Opens it with the link's token; throws CannotDecrypt. */
export function openMyCopy(meToken: string, campaignId: string, sealed: Uint8Array): MyCopy {
  return JSON.parse(decryptField(keyOf(meToken), aadOf(campaignId), sealed).toString('utf8')) as MyCopy;
}

function keyOf(meToken: string): Buffer {
  return hkdf(Buffer.from(meToken, 'base64url'), 'my copy/v1');
}

function aadOf(campaignId: string): string {
  return `my-copy/v1\0${campaignId}`;
}
