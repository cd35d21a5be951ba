import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { groupedCode } from '../../platform/crypto/token.js';
import { dirOf } from '../../platform/i18n/locale.js';
import { unsubscribeAddress } from '../../platform/mail/unsubscribe-address.js';
import { type SlotRequest, type SlotSource, SlotSources } from '../dispatch/slot-sources.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { newsTokens, supporterTokens } from './supporter-tokens.js';

/** Mail that a person asked for by signing, and mail to many: each has links of its own. */
const personal = ['confirmation', 'already-signed', 'my-page'] as const;
const news = ['update', 'anniversary', 'stay'] as const;

type Links = Record<string, string>;
type LinkTo = (act: string, token: string) => string;

/** Fills the links of supporters' mails at sending: they are made of the row's id and issue, and stored nowhere. */
@Injectable()
export class SupporterLinks implements OnModuleInit {
  constructor(
    private readonly sources: SlotSources,
    private readonly keys: ScopeKeys,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const kind of personal) this.sources.register(kind, this.filledBy(personalLinks));
    const newsLinks = (key: Buffer, request: SlotRequest, link: LinkTo) => this.newsLinks(key, request, link);
    for (const kind of news) this.sources.register(kind, this.filledBy(newsLinks));
  }

  private filledBy(linksOf: (tokenKey: Buffer, request: SlotRequest, link: LinkTo) => Links): SlotSource {
    return {
      fill: async (messages) => {
        const filled = new Map<string, Links>();
        for (const message of messages) {
          const { tokenKey } = await this.keys.ring(message.scope);
          const link: LinkTo = (act, token) => `${this.config.publicUrl}/${message.locale}/${act}/${token}`;
          filled.set(message.id, linksOf(tokenKey, message, link));
        }
        return filled;
      },
    };
  }

  private newsLinks(tokenKey: Buffer, { ref, issue }: SlotRequest, link: LinkTo): Links {
    const { bounceDomain, takesMail } = this.config;
    const tokens = newsTokens(tokenKey, ref, issue);
    return {
      me_url: link('me', tokens.me),
      unsubscribe_url: link('unsubscribe', tokens.unsubscribe),
      ...(bounceDomain === undefined || !takesMail
        ? {}
        : { unsubscribe_address: unsubscribeAddress(tokens.unsubscribe, bounceDomain) }),
    };
  }
}

function personalLinks(tokenKey: Buffer, { ref, issue, locale }: SlotRequest, link: LinkTo): Links {
  const tokens = supporterTokens(tokenKey, ref, issue);
  return {
    confirm_url: link('confirm', tokens.confirm),
    code: leftToRight(locale, groupedCode(tokens.code)),
    me_url: link('me', tokens.me),
    not_me_url: link('not-me', tokens.notMe),
  };
}

/** Groups of digits must keep their order in a line that runs from right to left (UAX #9: an isolate). */
function leftToRight(locale: string, code: string): string {
  return dirOf(locale) === 'rtl' ? `\u2066${code}\u2069` : code;
}
