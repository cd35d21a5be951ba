/** The relays whose web hooks are understood, as they are called in addresses, logs and the ledger. */
export const relayNames = ['ses', 'postmark', 'mailgun', 'sendgrid'] as const;

/** One of them. */
export type RelayName = (typeof relayNames)[number];

/** What their makers call them. */
export const relayTitles: Readonly<Record<RelayName, string>> = {
  ses: 'Amazon SES',
  postmark: 'Postmark',
  mailgun: 'Mailgun',
  sendgrid: 'SendGrid',
};
