import { z } from 'zod';
import type { InboundKind, InboundReport, ReportedRecipient } from '../inbound/inbound-report.js';
import { enhancedIn } from '../inbound/status-code.js';
import { eventWords } from './event-words.js';
import type { HookContent } from './relay-event.js';
import { delayed, failed, marksIn } from './verdict.js';

const event = z.object({
  event: z.string(),
  id: z.string(),
  timestamp: z.number(),
  severity: z.string().nullish(),
  reason: z.string().nullish(),
  envelope: z.object({ sender: z.string().nullish() }).nullish(),
  message: z.object({ headers: z.object({ 'message-id': z.string().nullish() }).nullish() }).nullish(),
  'delivery-status': z
    .object({
      code: z.number().nullish(),
      'enhanced-code': z.string().nullish(),
      message: z.string().nullish(),
      description: z.string().nullish(),
      'bounce-type': z.string().nullish(),
    })
    .nullish(),
  reject: z.object({ reason: z.string().nullish(), description: z.string().nullish() }).nullish(),
});

type MailgunEvent = z.output<typeof event>;

interface Meaning {
  readonly kind: InboundKind;
  readonly recipients: readonly ReportedRecipient[];
}

const plain = (kind: InboundKind): Meaning => ({ kind, recipients: [] });

/** The event in a request ("Webhook payloads"). */
export function readMailgunEvent(said: unknown): HookContent {
  const parsed = event.safeParse(said);
  if (!parsed.success) return { events: [], unreadable: 1 };
  // An event's id is unique within its day only.
  const id = `${parsed.data.id} ${String(parsed.data.timestamp)}`;
  return {
    events: [{ id, report: reportOf(parsed.data), words: eventWords(said as object) }],
    unreadable: 0,
  };
}

function reportOf(said: MailgunEvent): InboundReport | null {
  const meaning = meaningOf(said);
  if (!meaning) return null;
  return { ...meaning, ...marksIn(said.envelope?.sender, said.message?.headers?.['message-id']) };
}

function meaningOf(said: MailgunEvent): Meaning | null {
  switch (said.event) {
    case 'failed':
      return said.severity === 'temporary' ? late(said) : lost(said);
    // Mailgun would not take it: the account, the domain, the form of the mail.
    case 'rejected': {
      const { reason, description } = said.reject ?? {};
      const words = [reason, description].filter(Boolean).join(': ');
      return { kind: 'bounce', recipients: [failed({ words, otherwise: '5.5.4' })] };
    }
    case 'complained':
      return plain('complaint');
    case 'unsubscribed':
      return plain('unsubscribe');
    case 'delivered':
      return plain('delivered');
    default:
      return null;
  }
}

/** Mailgun goes on trying. */
function late(said: MailgunEvent): Meaning {
  return { kind: 'delay', recipients: [delayed(said['delivery-status']?.['enhanced-code'], replyOf(said))] };
}

function lost(said: MailgunEvent): Meaning {
  switch (said.reason) {
    // Not tried at all: the address is on one of Mailgun's own lists.
    case 'suppress-unsubscribe':
      return plain('unsubscribe');
    case 'suppress-complaint':
      return plain('complaint');
    case 'suppress-bounce':
      return { kind: 'bounce', recipients: [failed({ words: replyOf(said), otherwise: '5.1.1' })] };
    default: {
      const status = said['delivery-status']?.['enhanced-code'];
      return {
        kind: 'bounce',
        recipients: [failed({ status, words: replyOf(said), otherwise: guess(said) })],
      };
    }
  }
}

/** `old`: tried until the time was up. */
function guess(said: MailgunEvent): string {
  if (said.reason === 'old' || said['delivery-status']?.['bounce-type'] === 'soft') return '4.4.7';
  return said['delivery-status']?.['bounce-type'] === 'hard' ? '5.1.0' : '5.0.0';
}

/** The other server's reply put together again; codes from 600 on, 498 and 499 are Mailgun's own and no SMTP. */
function replyOf({ 'delivery-status': status }: MailgunEvent): string {
  const words = [status?.message, status?.description].find((text) => text) ?? '';
  const code = status?.code ?? 0;
  if (code < 400 || code > 597 || code === 498 || code === 499) return words;
  const enhanced = status?.['enhanced-code'] ?? '';
  const isSaid = enhanced === '' || enhancedIn(words) !== null;
  return [String(code), ...(isSaid ? [] : [enhanced]), words].join(' ');
}
