import type { VNode } from 'preact';
import type { SendingStanding } from '../../domain/dispatch/sending-standing.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { variablesOf } from '../../platform/mail/sending-identity.js';
import type { Language } from '../../platform/i18n/texts.js';
import { MessagePage } from '../parts/message-page.view.js';
import { ConsolePage } from './console-page.view.js';
import { Fact, FactList } from './fact-list.view.js';
import { moment } from './moment.js';

/** Whether mail leaves for real addresses; where not, what is missing, and the button that mails a test. */
export function SendingPage(props: {
  readonly t: Language;
  readonly by: Organizer;
  readonly standing: SendingStanding | null;
}): VNode {
  const { t, by, standing } = props;
  return (
    <ConsolePage t={t} title={t.say('console.sending.title')} name={by.name} place="sending">
      {standing === null ? (
        <p class="notice">{t.say('console.sending.state.unknown')}</p>
      ) : (
        <>
          <p class={isHeld(standing) ? 'notice notice-warning' : 'notice'}>
            {t.say(`console.sending.state.${standing.state}`)}
          </p>
          {standing.state === 'settings-missing' ? (
            <p>
              {t.say('console.sending.missing')} <bdi dir="ltr">{variablesOf(standing.missing)}</bdi>
            </p>
          ) : null}
          <Ways t={t} standing={standing} />
          <Waiting t={t} standing={standing} />
          {standing.exemption === null && standing.missing.length === 0 ? (
            <TestForm t={t} email={by.email} />
          ) : null}
        </>
      )}
    </ConsolePage>
  );
}

/** One line for the overview, where mail waits for the test. */
export function SendingNotice(props: {
  readonly t: Language;
  readonly standing: SendingStanding | null;
}): VNode | null {
  const { t, standing } = props;
  if (standing === null || !isHeld(standing)) return null;
  return (
    <p class="notice notice-warning">
      {t.say(`console.sending.state.${standing.state}`)}{' '}
      {standing.waiting > 0 ? t.say('console.sending.waiting', { n: standing.waiting }) : null}{' '}
      <a href="/console/sending">{t.say('console.sending.link')}</a>
    </p>
  );
}

/** What the link of a test mail shows: a button, because opening a link changes nothing. */
export function ArrivedQuestionPage({ t, action }: { readonly t: Language; readonly action: string }): VNode {
  return (
    <MessagePage t={t} title={t.say('console.sending.arrived.title')}>
      <p class="lead">{t.say('console.sending.arrived.lead')}</p>
      <form method="post" action={action}>
        <button class="button" type="submit">
          {t.say('console.sending.arrived.button')}
        </button>
      </form>
    </MessagePage>
  );
}

/** What follows the button. */
export function ArrivedPage({ t }: { readonly t: Language }): VNode {
  return (
    <MessagePage t={t} title={t.say('console.sending.proved.title')} tone="good">
      <p class="lead">{t.say('console.sending.proved.lead')}</p>
    </MessagePage>
  );
}

function isHeld({ state }: SendingStanding): boolean {
  return state !== 'exempt' && state !== 'proved';
}

function Ways({ t, standing }: { readonly t: Language; readonly standing: SendingStanding }): VNode {
  const { relay, sender, bounceDomain, dkim, test, provedAt } = standing;
  const facts: (readonly [string, string])[] = [
    ['relay', relay ?? '–'],
    ['sender', sender],
    ['bounces', bounceDomain ?? '–'],
    ['dkim', dkim.join(', ') || '–'],
  ];
  return (
    <FactList>
      {facts.map(([name, value]) => (
        <Fact name={t.say(`console.sending.${name}`)}>
          <bdi dir="ltr">{value}</bdi>
        </Fact>
      ))}
      {test ? (
        <Fact name={t.say('console.sending.tested')}>
          {moment(t, test.mailedAt, 'UTC')}{' '}
          {test.state === null ? null : (
            <span class={`state state-${test.state}`}>{t.say(`console.state.message.${test.state}`)}</span>
          )}{' '}
          <bdi dir="ltr">{[test.replyCode, test.enhancedCode].filter(Boolean).join(' ')}</bdi>
        </Fact>
      ) : null}
      {provedAt ? <Fact name={t.say('console.sending.proved-at')}>{moment(t, provedAt, 'UTC')}</Fact> : null}
    </FactList>
  );
}

function Waiting({ t, standing }: { readonly t: Language; readonly standing: SendingStanding }): VNode {
  const { waiting, firstExpiry, expiredUntried } = standing;
  return (
    <>
      {waiting > 0 ? (
        <p>
          {t.say('console.sending.waiting', { n: waiting })}{' '}
          {firstExpiry ? t.say('console.sending.until', { moment: moment(t, firstExpiry, 'UTC') }) : null}
        </p>
      ) : null}
      {expiredUntried > 0 ? (
        <p>
          {t.say('console.sending.gave-up', { n: expiredUntried })}{' '}
          <code dir="ltr">npx --no vigil dispatch requeue --state expired</code>
        </p>
      ) : null}
    </>
  );
}

function TestForm({ t, email }: { readonly t: Language; readonly email: string }): VNode {
  return (
    <section class="acts" aria-labelledby="test">
      <h2 id="test">{t.say('console.sending.test')}</h2>
      <p>{t.say('console.sending.test-means')}</p>
      <form method="post" action="/console/sending/test">
        <button class="button" type="submit">
          {t.say('console.sending.test-button')}
        </button>
        <bdi class="fine" dir="ltr">
          {email}
        </bdi>
      </form>
    </section>
  );
}
