import { z } from 'zod';
import { complaintOf } from '../inbound/feedback-report.js';
import type { InboundKind, InboundReport, ReportedRecipient } from '../inbound/inbound-report.js';
import { eventWords } from './event-words.js';
import type { HookContent } from './relay-event.js';
import type { SnsMessage } from './sns-message.js';
import { delayed, failed, marksIn } from './verdict.js';

const recipient = z.object({ status: z.string().nullish(), diagnosticCode: z.string().nullish() });

const event = z.object({
  /** `notificationType` in an identity's feedback notifications, `eventType` in a configuration set's events. */
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    /** The envelope sender we gave: with a bounce domain it names the message by itself. */
    source: z.string().optional(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    commonHeaders: z.object({ messageId: z.string().optional() }).optional(),
  }),
  bounce: z
    .object({ bounceType: z.string(), bounceSubType: z.string(), bouncedRecipients: z.array(recipient) })
    .optional(),
  complaint: z
    .object({ complaintFeedbackType: z.string().nullish(), complaintSubType: z.string().nullish() })
    .optional(),
  deliveryDelay: z
    .object({ delayType: z.string().optional(), delayedRecipients: z.array(recipient).optional() })
    .optional(),
  reject: z.object({ reason: z.string().optional() }).optional(),
  subscription: z
    .object({ newTopicPreferences: z.object({ unsubscribeAll: z.boolean().optional() }).nullish() })
    .optional(),
});

type SesEvent = z.output<typeof event>;

/** What SES makes of a bounce where the receiving server gave no code (its developer guide, "Bounce types"). */
const BOUNCES: Readonly<Record<string, string>> = {
  'Permanent/General': '5.1.0',
  'Permanent/NoEmail': '5.1.1',
  'Permanent/Suppressed': '5.1.1',
  'Permanent/OnAccountSuppressionList': '5.1.1',
  'Transient/General': '4.0.0',
  'Transient/MailboxFull': '4.2.2',
  'Transient/MessageTooLarge': '5.3.4',
  'Transient/ContentRejected': '5.6.0',
  'Transient/AttachmentRejected': '5.6.0',
  'Transient/CustomTimeoutExceeded': '4.4.7',
};

/** The event in a notification of SNS. SNS also announces that a topic was joined, in plain words: no event. */
export function readSesEvent(sns: SnsMessage): HookContent {
  const said = parse(sns.Message);
  if (said === undefined) return { events: [], unreadable: 0 };
  const parsed = event.safeParse(said);
  if (!parsed.success) return { events: [], unreadable: 1 };
  const words = eventWords(said as object);
  return { events: [{ id: sns.MessageId, report: reportOf(parsed.data), words }], unreadable: 0 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function reportOf(said: SesEvent): InboundReport | null {
  const meaning = meaningOf(said);
  if (!meaning) return null;
  const { source, headers = [], commonHeaders } = said.mail;
  const own = headers.filter(({ name }) => name.toLowerCase() === 'message-id').map(({ value }) => value);
  return { ...meaning, ...marksIn(source, ...own, commonHeaders?.messageId) };
}

function meaningOf(said: SesEvent): { kind: InboundKind; recipients: readonly ReportedRecipient[] } | null {
  switch (said.eventType ?? said.notificationType) {
    case 'Bounce':
      return said.bounce ? { kind: 'bounce', recipients: bounced(said.bounce) } : null;
    case 'Complaint':
      return { kind: complaintKind(said.complaint), recipients: [] };
    case 'DeliveryDelay': {
      const [late] = said.deliveryDelay?.delayedRecipients ?? [];
      return { kind: 'delay', recipients: [delayed(late?.status, late?.diagnosticCode)] };
    }
    // Amazon found a virus and sent nothing: the next recipient would get the same answer.
    case 'Reject':
      return { kind: 'bounce', recipients: [failed({ words: said.reject?.reason, otherwise: '5.6.0' })] };
    case 'Delivery':
      return { kind: 'delivered', recipients: [] };
    case 'Subscription': {
      const left = said.subscription?.newTopicPreferences?.unsubscribeAll === true;
      return left ? { kind: 'unsubscribe', recipients: [] } : null;
    }
    default:
      return null;
  }
}

/** We write to one recipient at a time, so all of a report is about one. */
function bounced({
  bounceType,
  bounceSubType,
  bouncedRecipients,
}: NonNullable<SesEvent['bounce']>): ReportedRecipient[] {
  const otherwise =
    BOUNCES[`${bounceType}/${bounceSubType}`] ?? (bounceType === 'Permanent' ? '5.1.0' : '4.0.0');
  const [first] = bouncedRecipients;
  return [failed({ status: first?.status, words: first?.diagnosticCode, otherwise })];
}

/** What Amazon keeps on its list of those who complained was a complaint once. */
function complaintKind(complaint: SesEvent['complaint']): 'complaint' | 'unknown' {
  if (complaint?.complaintSubType === 'OnAccountSuppressionList') return 'complaint';
  return complaintOf(complaint?.complaintFeedbackType ?? 'abuse') ? 'complaint' : 'unknown';
}
