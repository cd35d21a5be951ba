import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { SharedDevice } from '../parts/exit.view.js';
import type { CampaignPageModel, SignFormModel } from './campaign-page.model.js';
import { Uncounted } from './uncounted.view.js';
import { SignForm } from './sign-form.view.js';

type Props = Readonly<{ page: CampaignPageModel; form: SignFormModel }>;

/**
 * The place to sign: how many have, and the form, or the sentence that says why there is none. Whoever sent the form in
 * vain gets it back all the same.
 */
export function SignCard({ page, form }: Props): VNode {
  const { t, signing } = page;
  return (
    <aside class="sign" id="sign" aria-labelledby="sign-title">
      <div class="sign-card">
        <h2 id="sign-title">{t.say('form.title')}</h2>
        <Tally page={page} />
        {signing === 'open' || form.trouble !== undefined ? (
          <>
            {page.exit === null ? null : <SharedDevice t={t} />}
            <SignForm page={page} form={form} />
          </>
        ) : (
          <p class="notice">{t.say(`campaign.state.${signing}`)}</p>
        )}
      </div>
    </aside>
  );
}

/** How many have signed, towards what, and what is not counted. */
export function Tally({ page }: { page: CampaignPageModel }): VNode {
  const { t, confirmed, goal, reached } = page;
  return (
    <div class="tally">
      <p>
        <strong id="tally">{t.say('campaign.tally', { count: confirmed })}</strong>{' '}
        {goal === null ? null : goalText(t, goal, reached)}
      </p>
      {goal === null ? null : (
        <progress aria-labelledby="tally" max={goal} value={Math.min(confirmed, goal)}>
          {t.number(confirmed)}
        </progress>
      )}
      <p class="fine">{t.say('campaign.counting')}</p>
      <Uncounted page={page} />
    </div>
  );
}

function goalText(t: Language, goal: number, reached: number | null): string {
  if (reached === null) return t.say('campaign.goal', { goal });
  return t.say(reached === goal ? 'campaign.goal.reached' : 'campaign.goal.next', { goal, reached });
}
