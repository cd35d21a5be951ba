import { sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sesBounce, sesEvents } from '../../factories/ses-events.js';
import { selfSigned } from '../../support/certificate.js';
import { type FakeAmazon, fakeAmazon } from '../../support/fake-amazon.js';
import { FakeClock } from '../../support/fake-clock.js';
import { without } from '../../support/without.js';
import { HooksWorld, type SentMessage } from '../../worlds/hooks.world.js';

let amazon: FakeAmazon;
let world: HooksWorld;

beforeAll(async () => {
  const clock = new FakeClock();
  amazon = await fakeAmazon(clock.now());
  const env = { VIGIL_HOOK_SES_TOPIC: `arn:aws:sns:eu-west-1:123456789012:other,${amazon.topic}` };
  world = await HooksWorld.with({ relay: 'ses', env, clock, web: amazon.web });
});

afterEach(() => world.forgetSilences());

afterAll(async () => {
  await world.close();
  await amazon.close();
});

/** As SNS posts: JSON that calls itself text. */
const post = (message: object) =>
  world.post('/inbound/ses', message, { 'content-type': 'text/plain; charset=UTF-8' });
const gone = ({ mark }: SentMessage) =>
  sesBounce(mark, 'Permanent', 'General', {
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 User unknown',
  });

describe('Amazon SES reports by SNS', () => {
  it.each(['1', '2'] as const)(
    'a hard bounce, signed by version %s: it counts once and silences the address',
    async (version) => {
      const sent = await world.sentOne();
      const message = amazon.notification(gone(sent), crypto.randomUUID(), version);
      expect([await post(message), await post(message)]).toEqual([200, 200]);
      expect(await world.row(sent)).toMatchObject({
        state: 'accepted',
        outcome: 'recipient_gone',
        enhanced_code: '5.1.1',
        soft_bounces: 0,
      });
      expect(await world.events(sent)).toMatchObject([
        { source: 'ses', kind: 'bounce', enhanced_code: '5.1.1', report: null },
      ]);
      expect(await world.silencedBecause(sent)).toEqual(['recipient_gone']);
    },
  );

  it('soft bounces: the third in seven days silences the address, a repetition is none', async () => {
    const sent = await world.sentOne();
    const full = (id: string) =>
      amazon.notification(sesBounce(sent.mark, 'Transient', 'MailboxFull'), `${id} ${sent.scope}`);
    for (const id of ['one', 'two', 'two', 'two', 'one']) expect(await post(full(id))).toBe(200);
    expect(await world.row(sent)).toMatchObject({ outcome: 'deferred_quota', soft_bounces: 2 });
    expect(await world.silencedBecause(sent)).toEqual([]);
    await post(full('three'));
    expect(await world.silencedBecause(sent)).toEqual(['soft_bounces']);
  });

  it('a complaint: the address gets nothing more at once', async () => {
    const sent = await world.sentOne();
    expect(await post(amazon.notification(sesEvents(sent.mark).complaint))).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });

  it('our own fault: nobody is silenced, nothing is counted against anybody', async () => {
    const sent = await world.sentOne();
    const refused = {
      status: '5.7.26',
      diagnosticCode: 'smtp; 550 5.7.26 sender is unauthenticated (DMARC)',
    };
    expect(await post(amazon.notification(sesBounce(sent.mark, 'Permanent', 'General', refused)))).toBe(200);
    expect(await world.row(sent)).toMatchObject({ outcome: 'own_fault', soft_bounces: 0 });
    expect(await world.silencedBecause(sent)).toEqual([]);
  });

  it('of a message that is named by its envelope sender alone', async () => {
    const sent = await world.sentOne();
    const { mail, ...event } = sesEvents(sent.mark).complaint;
    const bare = without(mail, 'headers', 'commonHeaders');
    const named = { ...event, mail: { ...bare, source: sent.mail.from } };
    expect(sent.mail.from).toMatch(/^b\+\w+\.\w+@bounces\.example\.org$/);
    expect(await post(amazon.notification(named))).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });

  it('a delivery: it says nothing new, but of a message in doubt it ends the doubt', async () => {
    const [doubted, plain] = await world.sent('seat-letter', 2);
    if (!doubted || !plain) throw new Error('two are needed');
    await world.db.query(
      `UPDATE message SET state = 'in_doubt', outcome = 'in_doubt', in_doubt_since = now(),
              finished_at = NULL, finished_on = NULL WHERE message_id = $1`,
      [doubted.mail.messageId],
    );
    for (const { mark } of [doubted, plain]) {
      expect(await post(amazon.notification(sesEvents(mark).delivery))).toBe(200);
    }
    expect(await world.row(doubted)).toMatchObject({ state: 'accepted', outcome: 'accepted' });
    expect(await world.events(doubted)).toMatchObject([{ kind: 'delivered' }]);
    expect(await world.events(plain)).toEqual([]);
  });
});

describe('what Amazon did not sign', () => {
  it.each(['Message', 'MessageId', 'Subject', 'Timestamp', 'Signature'])(
    'is refused when the %s was changed, and leaves no trace',
    async (field) => {
      const sent = await world.sentOne();
      const before = await world.traces();
      const message = amazon.notification(gone(sent));
      const changed =
        field === 'Message'
          ? JSON.stringify(sesEvents(sent.mark).complaint)
          : field === 'Signature'
            ? Buffer.from('forged').toString('base64')
            : `${message[field]}x`;
      expect(await post({ ...message, [field]: changed })).toBe(403);
      expect(await post(without(message, field))).toBe(field === 'Subject' ? 403 : 422);
      expect(await world.traces()).toBe(before);
      expect(await post(message)).toBe(200);
    },
  );

  it('is refused when the version of the signature is another', async () => {
    const message = amazon.notification(gone(await world.sentOne()));
    expect(await post({ ...message, SignatureVersion: '1' })).toBe(403);
    expect(await post({ ...message, SignatureVersion: '3' })).toBe(422);
  });

  it('is refused when it is signed by a certificate that is not at Amazon, which is not even looked at', async () => {
    const before = amazon.asked.length;
    const { privateKey } = selfSigned('sns.amazonaws.com', new Date('2026-01-01'), new Date('2027-01-01'));
    const message = amazon.notification(gone(await world.sentOne()));
    const text = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      .map((name) => `${name}\n${message[name]}\n`)
      .join('');
    const forged = {
      ...message,
      Signature: sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64'),
      SigningCertURL:
        'https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-01234567.pem',
    };
    expect(await post(forged)).toBe(403);
    expect(await post({ ...forged, SigningCertURL: message.SigningCertURL })).toBe(403);
    expect(amazon.asked.slice(before).filter((path) => path.includes('01234567.pem'))).toEqual([]);
  });

  it('is refused when it is of a topic that nobody named here, though Amazon signed it', async () => {
    const sent = await world.sentOne();
    const { Type, MessageId, Message, Timestamp } = amazon.notification(gone(sent));
    const foreign = amazon.signed({
      Type: Type ?? '',
      MessageId: MessageId ?? '',
      Message: Message ?? '',
      Timestamp: Timestamp ?? '',
      TopicArn: 'arn:aws:sns:eu-west-1:999999999999:vigil-events',
    });
    expect(await post(foreign)).toBe(403);
    expect(await world.events(sent)).toEqual([]);
  });

  it('is refused when it is no message of SNS at all', async () => {
    const sent = await world.sentOne();
    expect(await post(gone(sent))).toBe(422);
    expect(await world.post('/inbound/ses', 'nothing', { 'content-type': 'text/plain' })).toBe(422);
    expect(await world.post('/inbound/ses', '', { 'content-type': 'text/plain' })).toBe(422);
    expect(await world.events(sent)).toEqual([]);
  });
});

describe('a subscription', () => {
  const confirmation = (fields: object = {}) =>
    amazon.signed({
      Type: 'SubscriptionConfirmation',
      MessageId: crypto.randomUUID(),
      Token: '2336412f37fb687f',
      TopicArn: amazon.topic,
      Message: 'You have chosen to subscribe to the topic.\nTo confirm, visit the SubscribeURL.',
      SubscribeURL: amazon.subscribeUrl,
      Timestamp: '2026-11-24T12:00:00.000Z',
      ...fields,
    });
  const visited = () => amazon.asked.filter((path) => path.includes('ConfirmSubscription')).length;

  it('to the topic that is named here is confirmed', async () => {
    expect(await post(confirmation())).toBe(200);
    expect(visited()).toBe(1);
    expect(amazon.asked.at(-1)).toBe(
      `/?Action=ConfirmSubscription&TopicArn=${amazon.topic}&Token=2336412f37fb687f`,
    );
  });

  it('is asked for again while Amazon cannot be reached', async () => {
    amazon.answer(500);
    expect(await post(confirmation())).toBe(503);
    amazon.answer(200);
    expect(await post(confirmation())).toBe(200);
  });

  it('to another topic, or by another address, or changed on the way, is not', async () => {
    const before = visited();
    const topic = 'arn:aws:sns:eu-west-1:999999999999:theirs';
    const SubscribeURL = amazon.subscribeUrl.replace(amazon.topic, topic);
    expect(await post(confirmation({ TopicArn: topic, SubscribeURL }))).toBe(403);
    expect(await post(confirmation({ SubscribeURL }))).toBe(403);
    expect(
      await post(confirmation({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' })),
    ).toBe(403);
    expect(await post({ ...confirmation(), SubscribeURL: `${amazon.subscribeUrl}&x=1` })).toBe(403);
    expect(visited()).toBe(before);
  });

  it('that ended is heard and changes nothing', async () => {
    const before = visited();
    expect(await post(confirmation({ Type: 'UnsubscribeConfirmation' }))).toBe(200);
    expect(visited()).toBe(before);
  });
});
