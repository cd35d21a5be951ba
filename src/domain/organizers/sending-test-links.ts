import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { deriveCode, deriveToken, groupedCode } from '../../platform/crypto/token.js';
import { SendingIdentity } from '../../platform/mail/sending-identity.js';
import { type SlotRequest, type SlotSource, SlotSources } from '../dispatch/slot-sources.js';
import { ScopeKeys } from '../keys/scope-keys.js';

/** What dispatch and the templates call the test mail. */
export const SENDING_TEST_KIND = 'sending-test';

/** Where the link of a test mail leads, below the public URL. */
export const SENDING_TEST_PATH = '/console/sending/arrived/';

/** The link's token and the typed code of one test. */
export interface SendingTestProofs {
  readonly token: string;
  readonly code: string;
}

/**
 * What a test mail carries, made of its random id and of the way it is really sent by: a worker that sends by another
 * way than the one that is tested mails something that proves nothing.
 */
export function sendingTestProofs(tokenKey: Uint8Array, ref: string, fingerprint: Buffer): SendingTestProofs {
  const bound = `${ref} ${fingerprint.toString('hex')}`;
  return {
    token: deriveToken(tokenKey, SENDING_TEST_KIND, bound, 1),
    code: deriveCode(tokenKey, bound, 1),
  };
}

/** Fills link and code of test mails at sending. */
@Injectable()
export class SendingTestLinks implements SlotSource, OnModuleInit {
  constructor(
    private readonly sources: SlotSources,
    private readonly keys: ScopeKeys,
    private readonly identity: SendingIdentity,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sources.register(SENDING_TEST_KIND, this);
  }

  async fill(messages: readonly SlotRequest[]): Promise<Map<string, Record<string, string>>> {
    const filled = new Map<string, Record<string, string>>();
    for (const { id, scope, ref } of messages) {
      const { tokenKey } = await this.keys.ring(scope);
      const { token, code } = sendingTestProofs(tokenKey, ref, this.identity.fingerprint);
      const arrived_url = `${this.config.publicUrl}${SENDING_TEST_PATH}${token}`;
      filled.set(id, { arrived_url, code: groupedCode(code) });
    }
    return filled;
  }
}
