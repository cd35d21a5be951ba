import { verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SnsCertificates } from '../../../../src/platform/mail/hooks/sns-certificates.js';
import { isCertificateUrl, isSubscribeUrl } from '../../../../src/platform/mail/hooks/sns-hosts.js';
import { readSnsMessage, signedText } from '../../../../src/platform/mail/hooks/sns-message.js';
import { WebFetch } from '../../../../src/platform/mail/hooks/web-fetch.js';
import { type FakeAmazon, fakeAmazon } from '../../../support/fake-amazon.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const PEM = 'SimpleNotificationService-01d088a6f77103d0fe307c0069e40ed6.pem';

describe('where a certificate of Amazon SNS may come from', () => {
  it.each([
    `https://sns.us-east-1.amazonaws.com/${PEM}`,
    `https://sns.ap-southeast-2.amazonaws.com/${PEM}`,
    `https://sns.us-gov-west-1.amazonaws.com/${PEM}`,
    `https://sns.cn-north-1.amazonaws.com.cn/${PEM}`,
  ])('from Amazon: %s', (url) => {
    expect(isCertificateUrl(url)).toBe(true);
  });

  it.each([
    `http://sns.us-east-1.amazonaws.com/${PEM}`,
    `https://sns.us-east-1.amazonaws.com.evil.example/${PEM}`,
    `https://sns.us-east-1.amazonaws.co/${PEM}`,
    `https://sns.us-east-1.amazonaws.com@evil.example/${PEM}`,
    `https://user@sns.us-east-1.amazonaws.com/${PEM}`,
    `https://sns.us-east-1.amazonaws.com:8443/${PEM}`,
    `https://evil.example/sns.us-east-1.amazonaws.com/${PEM}`,
    `https://sns.evil.us-east-1.amazonaws.com/${PEM}`,
    `https://s3.us-east-1.amazonaws.com/${PEM}`,
    `https://bucket-sns.us-east-1.amazonaws.com/${PEM}`,
    `https://sns.us-east-1.amazonaws.com/other/${PEM}`,
    `https://sns.us-east-1.amazonaws.com/${PEM}?x=1`,
    `https://sns.us-east-1.amazonaws.com/${PEM}#x`,
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-%2e%2e.pem',
    'https://sns.us-east-1.amazonaws.com/?Action=Publish',
    'ftp://sns.us-east-1.amazonaws.com/x',
    'sns.us-east-1.amazonaws.com',
    '',
  ])('from nowhere else: %s', (url) => {
    expect(isCertificateUrl(url)).toBe(false);
  });

  it('and a subscription is confirmed for its own topic only, by no other act', () => {
    const topic = 'arn:aws:sns:us-west-2:123456789012:MyTopic';
    const url = `https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=2336`;
    expect(isSubscribeUrl(url, topic)).toBe(true);
    expect(isSubscribeUrl(url, `${topic}2`)).toBe(false);
    expect(isSubscribeUrl(url.replace('ConfirmSubscription', 'Unsubscribe'), topic)).toBe(false);
    expect(isSubscribeUrl(url.replace('us-west-2.amazonaws.com/', 'evil.example/'), topic)).toBe(false);
    expect(isSubscribeUrl(url.replace('https', 'http'), topic)).toBe(false);
  });
});

describe('what Amazon SNS signs', () => {
  const fields = {
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:us-west-2:123456789012:MyTopic',
    Timestamp: '2012-05-02T00:54:06.655Z',
    SignatureVersion: '1',
    Signature: 'EXAMPLEw6JRN...',
    SigningCertURL: `https://sns.us-west-2.amazonaws.com/${PEM}`,
  };
  const read = (message: object) => signedText(readSnsMessage(Buffer.from(JSON.stringify(message))));

  it('is, of a notification, the names and values in the documented order, the subject where there is one', () => {
    const notification = { ...fields, Type: 'Notification', Message: 'Hello world!' };
    expect(read({ ...notification, Subject: 'My First Message' })).toBe(
      'Message\nHello world!\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nMy First Message\nTimestamp\n2012-05-02T00:54:06.655Z\nTopicArn\narn:aws:sns:us-west-2:123456789012:MyTopic\nType\nNotification\n',
    );
    expect(read(notification)).not.toContain('Subject');
    expect(read({ ...notification, Subject: null })).not.toContain('Subject');
  });

  it('is, of a subscription, its token and the URL to visit too', () => {
    const subscription = {
      ...fields,
      Type: 'SubscriptionConfirmation',
      Token: '2336412f37',
      SubscribeURL: 'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription',
      Message: 'You have chosen to subscribe to the topic.\nVisit the SubscribeURL.',
    };
    expect(read(subscription).split('\n')).toEqual([
      'Message',
      'You have chosen to subscribe to the topic.',
      'Visit the SubscribeURL.',
      'MessageId',
      fields.MessageId,
      'SubscribeURL',
      subscription.SubscribeURL,
      'Timestamp',
      fields.Timestamp,
      'Token',
      subscription.Token,
      'TopicArn',
      fields.TopicArn,
      'Type',
      'SubscriptionConfirmation',
      '',
    ]);
  });

  it.each(['{', '[]', '{"Type":"Notification"}', '{"Type":"Other"}', 'null', ''])(
    'is nothing in %s',
    (body) => {
      expect(() => readSnsMessage(Buffer.from(body))).toThrow('not what the relay documents');
    },
  );
});

describe('certificates', () => {
  let amazon: FakeAmazon;

  beforeAll(async () => {
    amazon = await fakeAmazon(NOW);
  });

  afterAll(() => amazon.close());

  it('are fetched once, however many ask at once, and their key checks what Amazon signed', async () => {
    const certificates = new SnsCertificates(amazon.web);
    const keys = await Promise.all([1, 2, 3].map(() => certificates.keyOf(amazon.certificateUrl, NOW)));
    expect(amazon.asked).toHaveLength(1);
    const message = readSnsMessage(Buffer.from(JSON.stringify(amazon.notification({ a: 1 }))));
    const signature = Buffer.from(message.Signature, 'base64');
    expect(keys.every((key) => verify('RSA-SHA256', Buffer.from(signedText(message)), key, signature))).toBe(
      true,
    );
  });

  it('that are not valid yet or any more are not believed', async () => {
    const certificates = new SnsCertificates(amazon.web);
    for (const at of ['2026-11-20T00:00:00Z', '2026-11-29T00:00:00Z']) {
      await expect(certificates.keyOf(amazon.certificateUrl, new Date(at))).rejects.toThrow(
        'wrong-signature',
      );
    }
    await expect(certificates.keyOf(amazon.certificateUrl, NOW)).resolves.toBeDefined();
  });

  it('that cannot be had are looked for again after a minute, not at every request', async () => {
    const certificates = new SnsCertificates(amazon.web);
    const before = amazon.asked.length;
    amazon.answer(503);
    await expect(certificates.keyOf(amazon.certificateUrl, NOW)).rejects.toThrow('cannot be had');
    amazon.answer(200);
    await expect(certificates.keyOf(amazon.certificateUrl, NOW)).rejects.toThrow('cannot be had');
    expect(amazon.asked).toHaveLength(before + 1);
    const later = new Date(NOW.getTime() + 61_000);
    await expect(certificates.keyOf(amazon.certificateUrl, later)).resolves.toBeDefined();
  });

  it('from elsewhere are not even fetched', async () => {
    const asked: string[] = [];
    class Listening extends WebFetch {
      override text(url: string): Promise<string> {
        asked.push(url);
        return Promise.reject(new Error('nobody may be asked'));
      }
    }
    const certificates = new SnsCertificates(new Listening());
    await expect(certificates.keyOf(`https://evil.example/${PEM}`, NOW)).rejects.toThrow('wrong-signature');
    expect(asked).toEqual([]);
  });

  it('of the fake are certificates to others too', async () => {
    const pem = await amazon.web.text(amazon.certificateUrl);
    const certificate = new X509Certificate(pem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=sns.amazonaws.com');
  });
});
