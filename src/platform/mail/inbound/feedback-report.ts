import { readFieldGroups } from './report-fields.js';

/** What a provider's user said of a mail: RFC 5965 and 6591. */
export type Feedback = 'complaint' | 'harmless';

const COMPLAINTS = new Set(['abuse', 'fraud', 'virus', 'opt-out', 'opt-out-list', 'miscategorized', 'other']);

/** Reads `message/feedback-report`; a type nobody knows counts as a complaint, a failed authentication is none. */
export function readFeedback(text: string): Feedback {
  const [fields] = readFieldGroups(text);
  const type = fields?.get('feedback-type')?.toLowerCase() ?? 'abuse';
  if (COMPLAINTS.has(type)) return 'complaint';
  return type === 'not-spam' || type === 'auth-failure' ? 'harmless' : 'complaint';
}
