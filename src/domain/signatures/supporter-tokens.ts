import { codeHash, deriveCode, deriveToken, meTokenOf, tokenHash } from '../../platform/crypto/token.js';

/** Everything a supporter may be given to act with, in the clear: made when a mail is composed, kept nowhere. */
export interface SupporterTokens {
  readonly confirm: string;
  readonly code: string;
  readonly me: string;
  readonly withdraw: string;
  readonly unsubscribe: string;
  readonly notMe: string;
}

/** The issue of tokens that stay good as long as the row: a link in an old mail must still let a person leave. */
const LASTING = 1;

/** The tokens of a row; only the confirmation's (and with it the code and *my signature*) change with the issue. */
export function supporterTokens(tokenKey: Buffer, id: string, issue: number): SupporterTokens {
  const confirm = deriveToken(tokenKey, 'confirm', id, issue);
  return {
    confirm,
    code: deriveCode(tokenKey, id, issue),
    me: meTokenOf(confirm),
    withdraw: deriveToken(tokenKey, 'withdraw', id, LASTING),
    unsubscribe: deriveToken(tokenKey, 'unsubscribe', id, LASTING),
    notMe: deriveToken(tokenKey, 'not-me', id, LASTING),
  };
}

/** Those of them that news need: a mailing to many makes no others. */
export function newsTokens(
  tokenKey: Buffer,
  id: string,
  issue: number,
): Pick<SupporterTokens, 'me' | 'unsubscribe'> {
  return {
    me: meTokenOf(deriveToken(tokenKey, 'confirm', id, issue)),
    unsubscribe: deriveToken(tokenKey, 'unsubscribe', id, LASTING),
  };
}

/** What the row holds of them. */
export function hashesOf(tokens: SupporterTokens) {
  return {
    confirmHash: tokenHash(tokens.confirm),
    codeHash: codeHash(tokens.code),
    meHash: tokenHash(tokens.me),
    withdrawHash: tokenHash(tokens.withdraw),
    unsubscribeHash: tokenHash(tokens.unsubscribe),
    notMeHash: tokenHash(tokens.notMe),
  };
}
