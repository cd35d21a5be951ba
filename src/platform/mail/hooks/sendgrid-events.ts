import { z } from 'zod';
import type { InboundKind, InboundReport, ReportedRecipient } from '../inbound/inbound-report.js';
import { eventWords } from './event-words.js';
import { HookUnreadable } from './hook.errors.js';
import { readJson } from './read-json.js';
import type { HookContent, RelayEvent } from './relay-event.js';
import { MARK } from './relay-marks.js';
import { delayed, failed, marksIn } from './verdict.js';

const event = z.object({
  event: z.string(),
  sg_event_id: z.string().min(1),
  'smtp-id': z.string().nullish(),
  [MARK]: z.string().nullish(),
  type: z.string().nullish(),
  status: z.string().nullish(),
  reason: z.string().nullish(),
  response: z.string().nullish(),
  bounce_classification: z.string().nullish(),
});

type SendGridEvent = z.output<typeof event>;

interface Meaning {
  readonly kind: InboundKind;
  readonly recipients: readonly ReportedRecipient[];
}

const plain = (kind: InboundKind): Meaning => ({ kind, recipients: [] });

/** Its classes of bounces, where the receiving server gave no code ("Bounce and block classifications"). */
const CLASSES: Readonly<Record<string, string>> = {
  'invalid address': '5.1.1',
  content: '5.6.0',
  reputation: '5.7.9',
  'frequency or volume too high': '4.7.0',
  'mailbox unavailable': '4.2.0',
  technical: '4.4.0',
};

/** Why something was not even tried; what is not listed is the account's own trouble. */
const DROPS: Readonly<Record<string, Meaning>> = {
  'bounced address': {
    kind: 'bounce',
    recipients: [failed({ words: 'Bounced Address', otherwise: '5.1.1' })],
  },
  invalid: { kind: 'bounce', recipients: [failed({ words: 'Invalid', otherwise: '5.1.3' })] },
  'spam reporting address': plain('complaint'),
  'unsubscribed address': plain('unsubscribe'),
  'group unsubscribe': plain('unsubscribe'),
  'spam content (if spam checker app enabled)': {
    kind: 'bounce',
    recipients: [failed({ words: 'Spam Content', otherwise: '5.6.0' })],
  },
  'spam content': { kind: 'bounce', recipients: [failed({ words: 'Spam Content', otherwise: '5.6.0' })] },
};

/** The events of a request, each by itself. Throws HookUnreadable for what is no JSON array. */
export function readSendGridEvents(body: Buffer): HookContent {
  const all = readJson(body);
  if (!Array.isArray(all)) throw new HookUnreadable();
  const events = all.map(eventOf).filter((one) => one !== null);
  return { events, unreadable: all.length - events.length };
}

function eventOf(said: unknown): RelayEvent | null {
  const parsed = event.safeParse(said);
  if (!parsed.success) return null;
  return { id: parsed.data.sg_event_id, report: reportOf(parsed.data), words: eventWords(said as object) };
}

function reportOf(said: SendGridEvent): InboundReport | null {
  const meaning = meaningOf(said);
  return meaning && { ...meaning, ...marksIn(said[MARK], said['smtp-id']) };
}

function meaningOf(said: SendGridEvent): Meaning | null {
  switch (said.event) {
    case 'bounce':
    case 'blocked':
      return { kind: 'bounce', recipients: [bounced(said)] };
    case 'dropped':
      return dropped(said);
    case 'deferred':
      return { kind: 'delay', recipients: [delayed(said.status, said.response ?? said.reason)] };
    case 'spamreport':
      return plain('complaint');
    case 'unsubscribe':
    case 'group_unsubscribe':
      return plain('unsubscribe');
    case 'delivered':
      return plain('delivered');
    default:
      return null;
  }
}

function bounced({
  event: name,
  type,
  status,
  reason,
  bounce_classification,
}: SendGridEvent): ReportedRecipient {
  const isBlock = name === 'blocked' || type === 'blocked' || type === 'expired';
  const otherwise = CLASSES[(bounce_classification ?? '').toLowerCase()] ?? (isBlock ? '4.0.0' : '5.1.0');
  return failed({ status, words: reason, otherwise });
}

function dropped({ reason }: SendGridEvent): Meaning {
  const why = reason ?? '';
  return (
    DROPS[why.toLowerCase()] ?? { kind: 'bounce', recipients: [failed({ words: why, otherwise: '5.5.4' })] }
  );
}
