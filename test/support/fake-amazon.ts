import { sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpsFetch } from '../../src/platform/mail/hooks/web-fetch.js';
import { selfSigned } from './certificate.js';

const ORIGIN = 'https://sns.eu-west-1.amazonaws.com';
const CERTIFICATE = '/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';

/** The fields of a message that somebody publishes. */
export type SnsFields = Readonly<Record<string, string>>;

/** Amazon SNS on this machine: a certificate of its own, and the two addresses that a subscriber asks. */
export interface FakeAmazon {
  readonly topic: string;
  readonly certificateUrl: string;
  readonly subscribeUrl: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Fetches from the fake what is addressed to Amazon. */
  readonly web: HttpsFetch;
  /** What is answered from now on. */
  answer(status: number): void;
  /** A message as SNS posts it, signed by its rules. */
  signed(fields: SnsFields, version?: '1' | '2'): Record<string, string>;
  /** A notification with an event of SES in it. */
  notification(event: object, id?: string, version?: '1' | '2'): Record<string, string>;
  close(): Promise<void>;
}

/** Starts it; certificates are valid around a day. */
export async function fakeAmazon(today: Date): Promise<FakeAmazon> {
  const day = 24 * 3_600_000;
  const { privateKey, certificate } = selfSigned(
    'sns.amazonaws.com',
    new Date(today.getTime() - day),
    new Date(today.getTime() + day),
  );
  const topic = 'arn:aws:sns:eu-west-1:123456789012:vigil-events';
  const asked: string[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(status).end(request.url === CERTIFICATE ? certificate : '<Confirmed/>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  class LocalFetch extends HttpsFetch {
    override text(url: string): Promise<string> {
      if (!url.startsWith(`${ORIGIN}/`)) throw new Error(`nobody may be asked for ${url}`);
      return super.text(local + url.slice(ORIGIN.length));
    }
  }

  const signed = (fields: SnsFields, version: '1' | '2' = '2') => {
    const names = Object.keys(fields).sort();
    const text = names.map((name) => `${name}\n${fields[name]}\n`).join('');
    const signature = sign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), privateKey);
    return {
      ...fields,
      SignatureVersion: version,
      Signature: signature.toString('base64'),
      SigningCertURL: ORIGIN + CERTIFICATE,
    };
  };
  return {
    topic,
    certificateUrl: ORIGIN + CERTIFICATE,
    subscribeUrl: `${ORIGIN}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=2336412f37fb687f`,
    asked,
    web: new LocalFetch(),
    answer: (next) => {
      status = next;
    },
    signed,
    notification: (event, id = crypto.randomUUID(), version = '2') =>
      signed(
        {
          Type: 'Notification',
          MessageId: id,
          TopicArn: topic,
          Subject: 'Amazon SES Email Event Notification',
          Message: `${JSON.stringify(event)}\n`,
          Timestamp: today.toISOString(),
        },
        version,
      ),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
