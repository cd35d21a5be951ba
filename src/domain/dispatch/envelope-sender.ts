import { Injectable } from '@nestjs/common';
import { hkdf, hmacSha256 } from '../../platform/crypto/mac.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { ScopeKeys } from '../keys/scope-keys.js';

/** The envelope sender of each message: with a bounce domain one of its own (VERP) that nobody can forge, so that a bounce names its message. */
@Injectable()
export class EnvelopeSender {
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

  private async mark(id: string): Promise<string> {
    const key = hkdf(await this.keys.suppressionKey(), 'verp/v1');
    return hmacSha256(key, id).toString('hex').slice(0, 8);
  }
}
