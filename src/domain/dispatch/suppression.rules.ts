/** Why an address gets nothing. */
export type SuppressionReason =
  'unsubscribed' | 'not_me' | 'complaint' | 'recipient_gone' | 'soft_bounces' | 'null_mx' | 'organizer';
