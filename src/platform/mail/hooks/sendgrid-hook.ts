import { type KeyObject, verify } from 'node:crypto';
import { isFresh } from './freshness.js';
import { headerValue } from './header-value.js';
import { HookRefused } from './hook.errors.js';
import type { HookContent, HookRequest, RelayHook } from './relay-event.js';
import { readSendGridEvents } from './sendgrid-events.js';

/** SendGrid tries for 24 hours. */
const FRESH_MS = 25 * 3_600_000;

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/** SendGrid's signed event webhook: ECDSA over the time and the body, byte by byte. */
export class SendGridHook implements RelayHook {
  constructor(
    private readonly keys: readonly KeyObject[],
    private readonly now: () => Date,
  ) {}

  open(request: HookRequest): HookContent {
    const signature = headerValue(request, SIGNATURE);
    const timestamp = headerValue(request, TIMESTAMP);
    if (signature === null || timestamp === null) throw new HookRefused('unsigned');
    const signed = Buffer.concat([Buffer.from(timestamp, 'utf8'), request.body]);
    const given = Buffer.from(signature, 'base64');
    if (!this.keys.some((key) => verify('sha256', signed, key, given)))
      throw new HookRefused('wrong-signature');
    if (!isFresh(timestamp, this.now(), FRESH_MS)) throw new HookRefused('stale');
    return readSendGridEvents(request.body);
  }
}
