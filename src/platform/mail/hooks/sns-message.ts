import { z } from 'zod';
import { HookUnreadable } from './hook.errors.js';
import { readJson } from './read-json.js';

const common = {
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string().max(600),
  Message: z.string(),
  Timestamp: z.string().max(60),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().max(2_000),
  SigningCertURL: z.string().max(1_000),
};
const subscription = { ...common, Token: z.string().max(2_000), SubscribeURL: z.string().max(4_000) };

const message = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('Notification'), ...common, Subject: z.string().nullish() }),
  z.object({ Type: z.literal('SubscriptionConfirmation'), ...subscription }),
  z.object({ Type: z.literal('UnsubscribeConfirmation'), ...subscription }),
]);

/** What Amazon SNS posts to an HTTPS endpoint (its developer guide, "HTTP/HTTPS notification JSON format"). */
export type SnsMessage = z.output<typeof message>;

/** Reads one; SNS sends JSON as text/plain. Throws HookUnreadable. */
export function readSnsMessage(body: Buffer): SnsMessage {
  const parsed = message.safeParse(readJson(body));
  if (!parsed.success) throw new HookUnreadable();
  return parsed.data;
}

/**
 * The text that SNS signs: names and values by turns, each with a line feed, in the order of the names (developer
 * guide, "Verifying the signatures of Amazon SNS messages"). A Subject counts only where there is one.
 */
export function signedText(sns: SnsMessage): string {
  const fields: readonly (readonly [string, string | null | undefined])[] =
    sns.Type === 'Notification'
      ? [
          ['Message', sns.Message],
          ['MessageId', sns.MessageId],
          ['Subject', sns.Subject],
          ['Timestamp', sns.Timestamp],
          ['TopicArn', sns.TopicArn],
          ['Type', sns.Type],
        ]
      : [
          ['Message', sns.Message],
          ['MessageId', sns.MessageId],
          ['SubscribeURL', sns.SubscribeURL],
          ['Timestamp', sns.Timestamp],
          ['Token', sns.Token],
          ['TopicArn', sns.TopicArn],
          ['Type', sns.Type],
        ];
  return fields
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}\n${value ?? ''}\n`)
    .join('');
}
