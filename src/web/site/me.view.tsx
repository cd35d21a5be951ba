import type { VNode } from 'preact';
import type { MySignature } from '../../domain/signatures/my-signature.js';
import type { Language } from '../../platform/i18n/texts.js';
import { RadioGroup } from '../parts/choice.view.js';
import { ErrorSummary } from '../parts/error-summary.view.js';
import { TextField } from '../parts/field.view.js';
import { MessagePage } from '../parts/message-page.view.js';
import { countryName } from './countries.js';
import { visibilityChoices } from './sign-form.view.js';
import { Panel } from './token.view.js';

type Props = Readonly<{ t: Language; prefix: string }>;

interface MyPageModel extends Props {
  readonly mine: MySignature;
  readonly campaign: { readonly slug: string; readonly title: string } | null;
  /** Whether another choice has just been taken. */
  readonly saved?: boolean;
  readonly error?: string;
}

/** What a person gave and what became of it, shown only with the link that opens it. */
export function MyPage({ t, prefix, mine, campaign, saved = false, error }: MyPageModel): VNode {
  const { copy, state } = mine;
  const withdrawn = state === 'withdrawn';
  return (
    <MessagePage t={t} title={t.say('me.title')} prefix={prefix} tone={withdrawn ? 'plain' : 'good'}>
      <p class="lead">
        {t.say(withdrawn ? 'me.withdrawn' : 'me.counts', { title: campaign?.title ?? t.say('site.name') })}
      </p>
      {saved ? (
        <p class="notice" role="status">
          {t.say('me.saved')}
        </p>
      ) : null}
      <Facts t={t} mine={mine} />
      {copy && !withdrawn ? <VisibilityForm t={t} value={mine.visibility} error={error} /> : null}
      {copy && !withdrawn ? (
        <Panel id="withdraw-title" title={t.say('token.withdraw.title')}>
          <p class="hint">{t.say('me.withdraw.hint')}</p>
          <p>
            <a class="button button-quiet" href={`${prefix}/withdraw/${copy.withdrawToken}`}>
              {t.say('me.withdraw')}
            </a>
          </p>
        </Panel>
      ) : null}
      {campaign ? (
        <p>
          <a href={`${prefix}/c/${campaign.slug}`}>{t.say('check.back', { title: campaign.title })}</a>
        </p>
      ) : null}
    </MessagePage>
  );
}

/** Posts to the address of the page, which holds the token. */
function VisibilityForm(props: { t: Language; value: string; error: string | undefined }): VNode {
  const { t, value, error } = props;
  return (
    <form class="panel" method="post" accept-charset="utf-8" novalidate>
      <RadioGroup
        name="visibility"
        label={t.say('form.visibility')}
        choices={visibilityChoices(t)}
        value={value}
        error={error}
      />
      <button class="button" type="submit">
        {t.say('me.save')}
      </button>
    </form>
  );
}

function Facts({ t, mine }: { t: Language; mine: MySignature }): VNode {
  const { copy, country, news, signedOn, confirmedOn } = mine;
  const facts: (readonly [string, string | null])[] = [
    [t.say('form.name'), copy?.name ?? null],
    [t.say('form.email'), copy?.email ?? null],
    [t.say('form.country'), country === null ? null : countryName(t.locale, country)],
    [t.say('form.comment'), copy?.comment ?? null],
    [t.say('form.news'), t.say(news ? 'me.yes' : 'me.no')],
    [t.say('me.signed'), t.dateFully(signedOn)],
    [t.say('me.confirmed'), confirmedOn === null ? null : t.dateFully(confirmedOn)],
  ];
  return (
    <dl class="facts panel">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface FreshLinkModel extends Props {
  readonly email: string;
  readonly error?: string | undefined;
  /** Whether a link has just been asked for; said to everyone who asks. */
  readonly asked?: boolean;
  /** Whether the page stands in for a link that no longer opens anything. */
  readonly gone?: boolean;
}

/** Where a fresh link to one's own signature is asked for. */
export function FreshLinkPage({
  t,
  prefix,
  email,
  error,
  asked = false,
  gone = false,
}: FreshLinkModel): VNode {
  const title = t.say(gone ? 'token.gone.title' : asked ? 'check.title' : 'me.title');
  const refused = error === undefined ? [] : [{ name: 'email', message: error }];
  return (
    <MessagePage t={t} title={title} prefix={prefix} tone={gone ? 'trouble' : asked ? 'good' : 'plain'}>
      <ErrorSummary title={t.say('check.refused')} refused={refused} />
      <p class="lead">{t.say(asked ? 'me.asked' : gone ? 'me.gone' : 'me.lead')}</p>
      {asked ? null : (
        <form method="post" action={`${prefix}/me`} accept-charset="utf-8" novalidate>
          <TextField
            name="email"
            type="email"
            label={t.say('form.email')}
            value={email}
            error={error}
            autocomplete="email"
            dir="ltr"
            required
          />
          <button class="button" type="submit">
            {t.say('me.button')}
          </button>
        </form>
      )}
    </MessagePage>
  );
}
