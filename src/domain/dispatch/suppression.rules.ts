/** Whether a reason stops the news alone: whoever unsubscribes may still sign, confirm and see what is held. */
export function stopsOnlyNews(reason: SuppressionReason): boolean {
  return reason === 'unsubscribed';
}

/** Why an address gets nothing. */
export type SuppressionReason =
  'unsubscribed' | 'not_me' | 'complaint' | 'recipient_gone' | 'soft_bounces' | 'null_mx' | 'organizer';
