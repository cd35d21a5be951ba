import type { VNode } from 'preact';
import type { FormFields } from '../../domain/campaigns/campaign-face.js';
import type { Language } from '../../platform/i18n/texts.js';
import { RadioGroup } from '../parts/choice.view.js';
import { ErrorSummary, type RefusedField } from '../parts/error-summary.view.js';
import { TextArea, TextField } from '../parts/field.view.js';
import { MessagePage } from '../parts/message-page.view.js';
import { PostcodeInput, RoleChoice } from './asked-fields.view.js';
import type { Surroundings } from './own-signature.js';
import { limits } from './sign.form.js';
import { visibilityChoices } from './visibility-choices.js';

/** What stands in the fields: what is held, or what was typed. */
export interface ChangeValues {
  readonly name: string;
  readonly comment: string;
  readonly postcode: string;
  readonly role: string;
  readonly visibility: string;
  readonly news: boolean;
}

interface ChangeMineModel extends Surroundings {
  readonly t: Language;
  readonly prefix: string;
  /** The path of *my signature*, with its token. */
  readonly self: string;
  /** What the campaign asks; what it does not, but is held, can be changed too. */
  readonly fields: FormFields;
  readonly values: ChangeValues;
  readonly refused: readonly RefusedField[];
  /** Why it could not be taken just now, though nothing was wrong with it. */
  readonly trouble?: string;
}

/** Changing one's own signature, filled in with what is held. */
export function ChangeMinePage(model: ChangeMineModel): VNode {
  const { t, prefix, exit, accent, self, fields, values, refused, trouble } = model;
  const asked = (name: 'comment' | 'postcode' | 'role') =>
    fields[name] !== 'off' || values[name] !== '' || error(name) !== undefined;
  const error = (name: string) => refused.find((field) => field.name === name)?.message;
  const tone = refused.length > 0 || trouble !== undefined ? 'trouble' : 'plain';
  return (
    <MessagePage
      t={t}
      title={t.say('me.change.title')}
      prefix={prefix}
      exit={exit}
      accent={accent}
      tone={tone}
    >
      {trouble === undefined ? null : (
        <div class="error-summary" role="alert" tabindex={-1} autofocus>
          <p>{trouble}</p>
        </div>
      )}
      <ErrorSummary
        title={t.say('me.change.refused', { count: refused.length })}
        refused={refused}
        heading="h2"
      />
      <p class="lead">{t.say('me.change.lead')}</p>
      <form class="panel" method="post" action={self} accept-charset="utf-8" novalidate>
        <TextField
          name="name"
          label={t.say('form.name')}
          hint={t.say('me.change.name.hint')}
          value={values.name}
          error={error('name')}
          autocomplete="name"
          required
        />
        {asked('postcode') ? (
          <PostcodeInput t={t} required={false} value={values.postcode} error={error('postcode')} />
        ) : null}
        {asked('role') ? (
          <RoleChoice t={t} required={false} value={values.role} error={error('role')} />
        ) : null}
        {asked('comment') ? (
          <TextArea
            name="comment"
            label={t.say('form.comment')}
            hint={t.say('me.change.comment.hint', { max: limits.comment })}
            optional={t.say('form.optional')}
            value={values.comment}
            error={error('comment')}
            rows={4}
          />
        ) : null}
        <RadioGroup
          name="visibility"
          label={t.say('form.visibility')}
          choices={visibilityChoices(t, values.name)}
          value={values.visibility}
          error={error('visibility')}
        />
        <RadioGroup
          name="news"
          label={t.say('me.change.news')}
          choices={[
            { value: 'yes', label: t.say('me.change.news.yes'), hint: t.say('form.news.hint') },
            { value: 'no', label: t.say('me.change.news.no'), hint: t.say('me.change.news.no.hint') },
          ]}
          value={values.news ? 'yes' : 'no'}
          error={error('news')}
        />
        <button class="button" type="submit">
          {t.say('me.save')}
        </button>
      </form>
      <p>
        <a href={self}>{t.say('me.back')}</a>
      </p>
    </MessagePage>
  );
}
