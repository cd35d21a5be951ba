import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { type SlotRequest, SlotSources } from '../dispatch/slot-sources.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { supporterTokens } from '../signatures/supporter-tokens.js';

/** Fills what differs between the supporters a mailing goes to: their links to *my signature* and to unsubscribing. */
@Injectable()
export class SupporterSlots implements OnModuleInit {
  constructor(
    private readonly sources: SlotSources,
    private readonly keys: ScopeKeys,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const kind of ['update', 'anniversary'] as const) this.sources.register(kind, this);
  }

  async fill(messages: readonly SlotRequest[]): Promise<Map<string, Record<string, string>>> {
    const filled = new Map<string, Record<string, string>>();
    for (const { id, scope, ref, issue, locale } of messages) {
      const { tokenKey } = await this.keys.ring(scope);
      const { me, unsubscribe } = supporterTokens(tokenKey, ref, issue);
      const site = `${this.config.publicUrl}/${locale}`;
      filled.set(id, { me_url: `${site}/me/${me}`, unsubscribe_url: `${site}/unsubscribe/${unsubscribe}` });
    }
    return filled;
  }
}
