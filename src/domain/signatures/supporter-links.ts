import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { groupedCode } from '../../platform/crypto/token.js';
import { dirOf } from '../../platform/i18n/locale.js';
import { unsubscribeAddress } from '../../platform/mail/unsubscribe-address.js';
import type { SlotRequest, SlotSource } from '../dispatch/slot-sources.js';
import { SlotSources } from '../dispatch/slot-sources.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { supporterTokens } from './supporter-tokens.js';

/** Every kind of mail that goes to supporters. */
const kinds = ['confirmation', 'already-signed', 'my-page', 'update', 'anniversary', 'stay'] as const;

/** Fills the links of supporters' mails at sending: they are made of the row's id and issue, and stored nowhere. */
@Injectable()
export class SupporterLinks implements SlotSource, OnModuleInit {
  constructor(
    private readonly sources: SlotSources,
    private readonly keys: ScopeKeys,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const kind of kinds) this.sources.register(kind, this);
  }

  async fill(messages: readonly SlotRequest[]): Promise<Map<string, Record<string, string>>> {
    const { publicUrl, bounceDomain, takesMail } = this.config;
    const filled = new Map<string, Record<string, string>>();
    for (const { id, scope, ref, issue, locale } of messages) {
      const { tokenKey } = await this.keys.ring(scope);
      const tokens = supporterTokens(tokenKey, ref, issue);
      const link = (act: string, token: string) => `${publicUrl}/${locale}/${act}/${token}`;
      filled.set(id, {
        confirm_url: link('confirm', tokens.confirm),
        code: leftToRight(locale, groupedCode(tokens.code)),
        me_url: link('me', tokens.me),
        not_me_url: link('not-me', tokens.notMe),
        withdraw_url: link('withdraw', tokens.withdraw),
        unsubscribe_url: link('unsubscribe', tokens.unsubscribe),
        ...(bounceDomain === undefined || !takesMail
          ? {}
          : { unsubscribe_address: unsubscribeAddress(tokens.unsubscribe, bounceDomain) }),
      });
    }
    return filled;
  }
}

/** Groups of digits must keep their order in a line that runs from right to left (UAX #9: an isolate). */
function leftToRight(locale: string, code: string): string {
  return dirOf(locale) === 'rtl' ? `\u2066${code}\u2069` : code;
}
