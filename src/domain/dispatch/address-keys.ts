import { Injectable } from '@nestjs/common';
import { normalisedAddress, parseEmailAddress } from '../../kernel/email-address.js';
import { hmacSha256, joinWithZero } from '../../platform/crypto/mac.js';
import type { Tx } from '../../platform/database/sql.js';
import { ScopeKeys } from '../keys/scope-keys.js';

/** The keyed hashes under which an address may be suppressed: in one scope and in the whole instance. */
export interface AddressKeys {
  readonly inScope: Buffer;
  readonly inInstance: Buffer;
}

/** Makes an address's suppression keys: HMAC-SHA-256 under the instance's suppression key over scope and address. */
@Injectable()
export class AddressKeysOf {
  constructor(private readonly keys: ScopeKeys) {}

  /** Both keys of an address; made after opening a contact and never stored on a message. */
  async run(address: string, scope: string, tx?: Tx): Promise<AddressKeys> {
    const plain = plainOf(address);
    const key = await this.keys.suppressionKey(tx);
    return { inScope: keyOf(key, plain, scope), inInstance: keyOf(key, plain, null) };
  }

  /** The key within a scope, or (null) within the instance. */
  async one(address: string, scope: string | null, tx?: Tx): Promise<Buffer> {
    return keyOf(await this.keys.suppressionKey(tx), plainOf(address), scope);
  }
}

/** What normalising leaves as it is: most addresses, and none that holds a name in Punycode. */
const PLAIN = /^(?!.*xn--)[a-z0-9._+-]{1,64}@[a-z0-9.-]+\.[a-z][a-z0-9-]*$/;

function plainOf(address: string): string {
  if (PLAIN.test(address)) return address;
  const parsed = parseEmailAddress(address);
  return parsed ? normalisedAddress(parsed) : address.trim().toLowerCase();
}

function keyOf(key: Buffer, plain: string, scope: string | null): Buffer {
  return hmacSha256(key, joinWithZero('suppression/v1', scope ?? '', plain));
}
