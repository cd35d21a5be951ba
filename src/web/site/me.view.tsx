import type { ComponentChildren, VNode } from 'preact';
import type { ConsentWords } from '../../domain/signatures/consent-words.js';
import type { MySignature } from '../../domain/signatures/my-signature.js';
import type { Language } from '../../platform/i18n/texts.js';
import { MessagePage } from '../parts/message-page.view.js';
import { HeldFacts } from './me-facts.view.js';
import type { NamedCampaign } from './own-signature.js';
import { Panel } from './token.view.js';
import { withWayOut } from './way-out.js';

type Props = Readonly<{ t: Language; prefix: string }>;

interface MyPageModel extends Props {
  readonly mine: MySignature;
  readonly campaign: NamedCampaign | null;
  /** The words that were agreed to, where they are known. */
  readonly consent: ConsentWords | null;
  /** The path of the page itself, with its token. */
  readonly self: string;
  /** Whether changes have just been asked for. */
  readonly saved?: boolean;
}

/** What a person gave and what became of it, shown only with the link that opens it. */
export function MyPage({ t, prefix, mine, campaign, consent, self, saved = false }: MyPageModel): VNode {
  const withdrawn = mine.state === 'withdrawn';
  const title = campaign?.title ?? t.say('site.name');
  return (
    <MessagePage
      t={t}
      title={t.say('me.title')}
      prefix={prefix}
      exit={campaign?.exit}
      accent={campaign?.accent}
      tone={withdrawn ? 'plain' : 'good'}
    >
      {saved ? (
        <p class="notice" role="status">
          {t.say('me.saved')}
        </p>
      ) : null}
      <p class="lead">{t.say(withdrawn ? 'me.withdrawn' : 'me.counts', { title })}</p>
      {withdrawn ? <p>{t.say('me.withdrawn.left')}</p> : null}
      <Panel id="held-title" title={t.say('me.held')}>
        <HeldFacts
          t={t}
          mine={mine}
          consent={consent}
          change={mine.copy && !withdrawn ? `${self}/change` : null}
        />
        {withdrawn ? null : <p class="hint">{t.say('me.held.beside')}</p>}
      </Panel>
      <Panel id="export-title" title={t.say('me.export.title')}>
        <p class="hint">{t.say('me.export.text')}</p>
        <p>
          <a class="button button-quiet" href={`${self}/export`} download>
            {t.say('me.export')}
          </a>
        </p>
      </Panel>
      {mine.copy && !withdrawn ? (
        <Leave t={t} prefix={prefix} exit={campaign?.exit} copy={mine.copy} self={self} />
      ) : null}
      {campaign ? (
        <p>
          <a href={`${prefix}/c/${campaign.slug}`}>{t.say('check.back', { title: campaign.title })}</a>
        </p>
      ) : null}
    </MessagePage>
  );
}

/** The three ways out, each on a page of its own that asks once more. */
function Leave({
  t,
  prefix,
  exit,
  copy,
  self,
}: Props & {
  exit: string | null | undefined;
  copy: NonNullable<MySignature['copy']>;
  self: string;
}): VNode {
  return (
    <Panel id="leave-title" title={t.say('me.leave.title')}>
      <ul class="ways">
        <Way href={withWayOut(`${prefix}/withdraw/${copy.withdrawToken}`, exit)} name={t.say('me.withdraw')}>
          {t.say('me.withdraw.hint')}
        </Way>
        <Way href={`${self}/erase`} name={t.say('me.erase')}>
          {t.say('me.erase.hint')}
        </Way>
        <Way href={withWayOut(`${prefix}/not-me/${copy.notMeToken}`, exit)} name={t.say('me.not-me')}>
          {t.say('me.not-me.hint')}
        </Way>
      </ul>
    </Panel>
  );
}

function Way(props: { href: string; name: string; children: ComponentChildren }): VNode {
  return (
    <li>
      <a href={props.href}>{props.name}</a>
      <p class="hint">{props.children}</p>
    </li>
  );
}
