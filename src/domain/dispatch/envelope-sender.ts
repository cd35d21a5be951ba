import { Injectable } from '@nestjs/common';
import { hkdf, hmacSha256, sameBytes } from '../../platform/crypto/mac.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { ScopeKeys } from '../keys/scope-keys.js';

/** The envelope sender of each message: with a bounce domain one of its own (VERP) that nobody can forge, so that a bounce names its message. */
@Injectable()
export class EnvelopeSender {
  private derived: { readonly from: Buffer; readonly key: Buffer } | undefined;

  constructor(
    private readonly identity: MailIdentity,
    private readonly keys: ScopeKeys,
  ) {}

  /** `b+{message id in base 36}.{8 hex digits of an HMAC}@bounces…`, or the plain sender. */
  async of(messageId: string): Promise<string> {
    const { bounceDomain, from } = this.identity;
    if (!bounceDomain) return from.address;
    const id = BigInt(`0x${messageId.replaceAll('-', '')}`).toString(36);
    return `b+${id}.${await this.mark(id)}@${bounceDomain}`;
  }

  /** The id of the message that a local part of ours names; null for one that we never made. */
  async read(localPart: string): Promise<string | null> {
    const [, id, mark] = /^b\+([0-9a-z]{1,25})\.([0-9a-f]{8})$/.exec(localPart.toLowerCase()) ?? [];
    if (id === undefined || mark === undefined) return null;
    if (!sameBytes(Buffer.from(await this.mark(id)), Buffer.from(mark))) return null;
    const hex = numberOf(id).toString(16).padStart(32, '0');
    return hex.length > 32 ? null : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private async mark(id: string): Promise<string> {
    const from = await this.keys.suppressionKey();
    if (this.derived?.from !== from) this.derived = { from, key: hkdf(from, 'verp/v1') };
    return hmacSha256(this.derived.key, id).toString('hex').slice(0, 8);
  }
}

function numberOf(base36: string): bigint {
  return Array.from(base36).reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n);
}
