import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { deriveToken } from '../../platform/crypto/token.js';
import { type SlotRequest, type SlotSource, SlotSources } from '../dispatch/slot-sources.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { SIGN_IN_PATH } from './issue-sign-in-link.js';

/** What dispatch and the templates call the mail with a sign-in link. */
export const SIGN_IN_KIND = 'sign-in';

/** The token of a mailed link: made of its random id, so that a retry carries the same one and no row holds it. */
export function signInToken(tokenKey: Uint8Array, ref: string): string {
  return deriveToken(tokenKey, 'sign-in', ref, 1);
}

/** Fills the link of sign-in mails at sending. */
@Injectable()
export class SignInLinks implements SlotSource, OnModuleInit {
  constructor(
    private readonly sources: SlotSources,
    private readonly keys: ScopeKeys,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sources.register(SIGN_IN_KIND, this);
  }

  async fill(messages: readonly SlotRequest[]): Promise<Map<string, Record<string, string>>> {
    const filled = new Map<string, Record<string, string>>();
    for (const { id, scope, ref } of messages) {
      const { tokenKey } = await this.keys.ring(scope);
      filled.set(id, { sign_in_url: `${this.config.publicUrl}${SIGN_IN_PATH}${signInToken(tokenKey, ref)}` });
    }
    return filled;
  }
}
