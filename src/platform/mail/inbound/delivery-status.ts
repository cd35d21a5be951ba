import type { ReportedRecipient } from './inbound-report.js';
import { readFieldGroups, type ReportFields } from './report-fields.js';
import { enhancedIn, mostSpecific } from './status-code.js';

const STARTS_RECIPIENT = ['final-recipient', 'original-recipient', 'action'];

/**
 * Reads `message/delivery-status` (RFC 3464) or its international form (RFC 6533). Servers leave out blank lines,
 * address types and whole fields; a group that says neither an action nor a status tells nothing and is left out.
 */
export function readDeliveryStatus(text: string): ReportedRecipient[] {
  return readFieldGroups(text, STARTS_RECIPIENT).flatMap((fields) => recipientOf(fields) ?? []);
}

function recipientOf(fields: ReportFields): ReportedRecipient | null {
  const diagnostic = diagnosticOf(fields);
  const said = enhancedIn(fields.get('status') ?? '');
  const action = actionOf(fields.get('action'), said);
  if (action === null) return null;
  const address = addressOf(fields.get('original-recipient')) ?? addressOf(fields.get('final-recipient'));
  return { address, action, status: mostSpecific(said, diagnostic), diagnostic };
}

/** RFC 3464 §2.3.3; what was relayed or expanded has left our sight well. */
function actionOf(action: string | undefined, status: string | null): ReportedRecipient['action'] | null {
  switch (/^[a-z]+/.exec(action?.toLowerCase() ?? '')?.[0]) {
    case 'failed':
    case 'failure':
      return 'failed';
    case 'delayed':
    case 'delay':
      return 'delayed';
    case 'delivered':
    case 'relayed':
    case 'expanded':
      return 'delivered';
    default:
      if (status === null) return null;
      return status.startsWith('2') ? 'delivered' : status.startsWith('4') ? 'delayed' : 'failed';
  }
}

/** `rfc822; user@example.org`, with or without its type and its brackets; an X.400 name is no address. */
function addressOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const [type = '', rest] = value.includes(';') ? value.split(/;(.*)/s) : ['rfc822', value];
  if (/x-?400/i.test(type)) return null;
  return /[^\s<>;,"()]+@[^\s<>;,"()]+/.exec(rest ?? '')?.[0] ?? null;
}

/** `smtp; 550 5.1.1 …` without its type; qmail-like servers write no type. */
function diagnosticOf(fields: ReportFields): string | null {
  const text = fields.get('diagnostic-code') ?? fields.get('x-supplementary-info') ?? null;
  if (text === null) return null;
  const bare = text.replace(/^[\w.-]+\s*;\s*/, '').trim();
  return bare === '' ? null : bare.replace(/\s+/g, ' ').slice(0, 500);
}
