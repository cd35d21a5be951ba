import { readFieldGroups } from './report-fields.js';

/** What a provider's user said of a mail: RFC 5965 and 6591. */
export type Feedback = 'complaint' | 'harmless';

/** Reads `message/feedback-report`. */
export function readFeedback(text: string): Feedback {
  const [fields] = readFieldGroups(text);
  return complaintOf(fields?.get('feedback-type') ?? 'abuse') ? 'complaint' : 'harmless';
}

/** Whether a feedback type is a complaint: one nobody knows counts as one, a failed authentication is none. */
export function complaintOf(type: string): boolean {
  return !['not-spam', 'auth-failure'].includes(type.toLowerCase());
}
