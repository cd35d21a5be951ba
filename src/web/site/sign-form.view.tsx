import type { VNode } from 'preact';
import { Checkbox, RadioGroup } from '../parts/choice.view.js';
import { addressHint, proofWorker } from '../parts/asset-files.js';
import { ErrorSummary, Trouble } from '../parts/error-summary.view.js';
import { TextField } from '../parts/field.view.js';
import { AddressHint } from './address-hint.view.js';
import { CommentField, CountryField, PostcodeField, RoleField } from './asked-fields.view.js';
import type { CampaignPageModel, SignFormModel } from './campaign-page.model.js';
import { FormScripts } from './form-scripts.view.js';
import { visibilityChoices } from './visibility-choices.js';

type Props = Readonly<{
  page: CampaignPageModel;
  form: SignFormModel;
  /** Where it is sent from a partner's page; absent: to the campaign. */
  action?: string;
}>;

/** The form, filled in with what was typed. */
export function SignForm({ page, form, action }: Props): VNode {
  const { t, prefix, slug } = page;
  const { values, refused, trouble, stamp } = form;
  const error = (name: string) => refused.find((field) => field.name === name)?.message;
  return (
    <form
      method="post"
      action={action ?? `${prefix}/c/${slug}/signatures`}
      accept-charset="utf-8"
      novalidate
      data-proof={`${prefix}/c/${slug}/challenge.json`}
      data-worker={proofWorker.path}
      data-hint={addressHint.path}
    >
      <Trouble text={trouble} />
      <ErrorSummary title={t.say('form.refused', { count: refused.length })} refused={refused} />
      <input type="hidden" name="locale" value={t.locale} />
      <input type="hidden" name="stamp" value={stamp} />
      <div class="trap" aria-hidden="true">
        <label for="f-website">{t.say('form.trap')}</label>
        <input id="f-website" name="website" type="text" tabindex={-1} autocomplete="off" />
      </div>
      <TextField
        name="name"
        label={t.say('form.name')}
        hint={t.say('form.name.hint')}
        value={values.name}
        error={error('name')}
        autocomplete="name"
        required
      />
      <TextField
        name="email"
        type="email"
        label={t.say('form.email')}
        hint={t.say('form.email.hint')}
        value={values.email}
        error={error('email')}
        autocomplete="email"
        dir="ltr"
        required
        below={<AddressHint t={t} typed={values.email} />}
      />
      <CountryField page={page} form={form} />
      <PostcodeField page={page} form={form} />
      <RoleField page={page} form={form} />
      <RadioGroup
        name="visibility"
        label={t.say('form.visibility')}
        choices={visibilityChoices(t, values.name)}
        value={values.visibility}
        error={error('visibility')}
      />
      <CommentField page={page} form={form} />
      <Checkbox
        name="news"
        label={t.say('form.news')}
        hint={t.say('form.news.hint')}
        value="yes"
        checked={values.news}
        error={error('news')}
      />
      <p class="consent">{t.say('form.consent')}</p>
      <div class="send">
        <button class="button" type="submit">
          {t.say('form.submit')}
        </button>
        <ProofLine t={t} />
      </div>
      <Promises t={t} />
      <FormScripts t={t} framed={action !== undefined} />
    </form>
  );
}

/** Empty until the script has something to say: what it does, that it is done, or why the form waits a moment. */
function ProofLine({ t }: { t: CampaignPageModel['t'] }): VNode {
  return (
    <p
      class="proof fine"
      role="status"
      data-working={t.say('form.proof.working')}
      data-ready={t.say('form.proof.ready')}
      data-sending={t.say('form.proof.sending')}
    />
  );
}

function Promises({ t }: { t: CampaignPageModel['t'] }): VNode {
  return (
    <div class="promise">
      <h3>{t.say('form.promise.title')}</h3>
      <ol>
        <li>{t.say('form.promise.sealed')}</li>
        <li>{t.say('form.promise.confirm')}</li>
        <li>{t.say('form.promise.withdraw')}</li>
      </ol>
    </div>
  );
}
