import { hmacSha256, sameBytes } from '../../crypto/mac.js';
import { headerValue } from './header-value.js';
import { HookRefused } from './hook.errors.js';
import { readPostmarkEvent } from './postmark-events.js';
import type { HookContent, HookRequest, RelayHook } from './relay-event.js';

/**
 * Postmark, which signs nothing: whoever knows the name and password that stand in its hook's URL (RFC 7617) is
 * believed.
 */
export class PostmarkHook implements RelayHook {
  /** `logins`: each `name:password`. */
  constructor(private readonly logins: readonly string[]) {}

  open(request: HookRequest): HookContent {
    const [, given] =
      /^basic ([A-Za-z0-9+/=_-]{1,2000})$/i.exec(headerValue(request, 'authorization') ?? '') ?? [];
    if (given === undefined) throw new HookRefused('wrong-password');
    const login = Buffer.from(given, 'base64').toString('utf8');
    // All are compared, and by their hashes: neither the time nor the length tells how near a guess was.
    const same = this.logins.filter((each) => sameBytes(digest(each), digest(login)));
    if (same.length === 0) throw new HookRefused('wrong-password');
    return readPostmarkEvent(request.body);
  }
}

const KEY = Buffer.from('postmark-login/v1');

function digest(login: string): Buffer {
  return hmacSha256(KEY, login);
}
