import { createHmac, randomBytes } from 'node:crypto';

/** How a request is signed; what is left out is new, and of now. */
export interface MailgunSigning {
  readonly key: string;
  /** Unix seconds. */
  readonly timestamp?: string;
  readonly token?: string;
}

/** A request as Mailgun makes it: an event beside a signature that does not cover it. */
export function mailgunSigned(event: unknown, { key, ...given }: MailgunSigning) {
  const { timestamp = String(Math.floor(Date.now() / 1000)), token = randomBytes(25).toString('hex') } =
    given;
  const signature = createHmac('sha256', key).update(`${timestamp}${token}`).digest('hex');
  return { signature: { timestamp, token, signature }, 'event-data': event };
}
