import { z } from 'zod';
import type { InboundKind, InboundReport, ReportedRecipient } from '../inbound/inbound-report.js';
import { eventWords } from './event-words.js';
import { readJson } from './read-json.js';
import type { HookContent, RelayEvent } from './relay-event.js';
import { MARK } from './relay-marks.js';
import { delayed, failed, marksIn } from './verdict.js';

const event = z.object({
  RecordType: z.string(),
  ID: z.union([z.number(), z.string()]).optional(),
  Type: z.string().optional(),
  MessageID: z.string().nullish(),
  Details: z.string().nullish(),
  Description: z.string().nullish(),
  Metadata: z.record(z.string(), z.unknown()).nullish(),
  SuppressSending: z.boolean().optional(),
  SuppressionReason: z.string().nullish(),
  ChangedAt: z.string().optional(),
});

type PostmarkEvent = z.output<typeof event>;

interface Meaning {
  readonly kind: InboundKind;
  readonly recipients: readonly ReportedRecipient[];
}

const plain = (kind: InboundKind): Meaning => ({ kind, recipients: [] });

/** Types of its Bounce API that are failures, with what Postmark makes of them where the server gave no code. */
const FAILURES: Readonly<Record<string, string>> = {
  HardBounce: '5.1.0',
  SoftBounce: '4.0.0',
  Unknown: '5.0.0',
  BadEmailAddress: '5.1.3',
  Blocked: '5.7.1',
  SpamNotification: '5.6.0',
  VirusNotification: '5.6.0',
  DMARCPolicy: '5.7.26',
  SMTPApiError: '5.5.4',
  TemplateRenderingFailed: '5.5.4',
};

/** What is no failure: it is still being tried, a program answered, somebody wants no more. */
const OTHERS: Readonly<Record<string, InboundKind>> = {
  Transient: 'delay',
  DnsError: 'delay',
  AutoResponder: 'auto_reply',
  AddressChange: 'auto_reply',
  ChallengeVerification: 'auto_reply',
  Unsubscribe: 'unsubscribe',
  ManuallyDeactivated: 'unsubscribe',
  SpamComplaint: 'complaint',
};

/** The one event of a request. Throws HookUnreadable for what is no JSON. */
export function readPostmarkEvent(body: Buffer): HookContent {
  const said = readJson(body);
  const parsed = event.safeParse(said);
  if (!parsed.success) return { events: [], unreadable: 1 };
  const one: RelayEvent = {
    id: idOf(parsed.data),
    report: reportOf(parsed.data),
    words: eventWords(said as object),
  };
  return { events: [one], unreadable: 0 };
}

/** Bounces and complaints are numbered; a change of the list is known by what changed when. */
function idOf({ RecordType, ID, MessageID, ChangedAt, SuppressionReason }: PostmarkEvent): string {
  const rest = ID === undefined ? [MessageID, ChangedAt, SuppressionReason] : [ID];
  return [RecordType, ...rest].map((part) => String(part ?? '')).join(' ');
}

function reportOf(said: PostmarkEvent): InboundReport | null {
  const meaning = meaningOf(said);
  if (!meaning) return null;
  // Postmark keeps the case of a name, or does not.
  const [, mark] = Object.entries(said.Metadata ?? {}).find(([name]) => name.toLowerCase() === MARK) ?? [];
  return { ...meaning, ...marksIn(typeof mark === 'string' ? mark : null) };
}

function meaningOf(said: PostmarkEvent): Meaning | null {
  switch (said.RecordType) {
    case 'Bounce':
      return bounced(said);
    case 'SpamComplaint':
      return plain('complaint');
    case 'Delivery':
      return plain('delivered');
    case 'SubscriptionChange':
      return said.SuppressSending === true ? suppressed(said) : null;
    default:
      return null;
  }
}

function bounced({ Type = '', Details, Description }: PostmarkEvent): Meaning | null {
  const words = Details === null || Details === undefined || Details === '' ? Description : Details;
  const otherwise = FAILURES[Type];
  if (otherwise !== undefined) return { kind: 'bounce', recipients: [failed({ words, otherwise })] };
  const kind = OTHERS[Type];
  if (kind === undefined) return null;
  return kind === 'delay' ? { kind, recipients: [delayed(null, words)] } : plain(kind);
}

/** An address that came onto a stream's suppression list; a bounce that led there is reported by itself too, and says why. */
function suppressed({ SuppressionReason }: PostmarkEvent): Meaning | null {
  if (SuppressionReason === 'SpamComplaint') return plain('complaint');
  if (SuppressionReason === 'ManualSuppression') return plain('unsubscribe');
  // In a broadcast stream nothing else tells of a hard bounce.
  return SuppressionReason === 'HardBounce'
    ? { kind: 'bounce', recipients: [failed({ words: 'HardBounce', otherwise: '5.1.0' })] }
    : null;
}
