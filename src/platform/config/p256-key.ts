import { createPublicKey, type KeyObject } from 'node:crypto';

/** A public key as SendGrid shows it, DER in base64. Throws where it is none. */
export function p256KeyOf(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
}

/** Whether a text is an ECDSA public key on P-256 in that form. */
export function isP256Key(text: string): boolean {
  try {
    return p256KeyOf(text).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}
