import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sameBytes } from '../../crypto/mac.js';
import { isFresh } from './freshness.js';
import { HookRefused } from './hook.errors.js';
import { readMailgunEvent } from './mailgun-events.js';
import { readJson } from './read-json.js';
import type { HookContent, HookRequest, RelayHook } from './relay-event.js';

/** Mailgun tries for eight hours, it seems with the signature of the first time ("Webhook retries"). */
const FRESH_MS = 9 * 3_600_000;

const envelope = z.object({
  signature: z.object({
    timestamp: z.union([z.string(), z.number()]).transform(String),
    token: z.string().min(16).max(200),
    signature: z.string().regex(/^[0-9a-f]{64}$/i),
  }),
  'event-data': z.unknown(),
});

/**
 * Mailgun, whose signature covers a time and a random token but not the body ("Securing webhooks"): so that nobody can
 * put other words under a signature he saw, a token is good for one request.
 */
export class MailgunHook implements RelayHook {
  constructor(
    private readonly keys: readonly string[],
    private readonly now: () => Date,
  ) {}

  open({ body }: HookRequest): HookContent {
    const parsed = envelope.safeParse(readJson(body));
    if (!parsed.success) throw new HookRefused('unsigned');
    const { signature, 'event-data': said } = parsed.data;
    const { timestamp, token } = signature;
    const given = Buffer.from(signature.signature, 'hex');
    // Longer keys than a block are hashed first, as HMAC says; node's own does.
    const right = this.keys.filter((key) =>
      sameBytes(createHmac('sha256', key).update(`${timestamp}${token}`).digest(), given),
    );
    if (right.length === 0) throw new HookRefused('wrong-signature');
    if (!isFresh(timestamp, this.now(), FRESH_MS)) throw new HookRefused('stale');
    const until = new Date(Number(timestamp) * 1000 + FRESH_MS);
    return { ...readMailgunEvent(said), token: { value: token, until } };
  }
}
