import type { VNode } from 'preact';
import { supporterRoles } from '../../domain/campaigns/campaign-face.js';
import type { Language } from '../../platform/i18n/texts.js';
import { RadioGroup, SelectField, type Choice } from '../parts/choice.view.js';
import { TextArea, TextField } from '../parts/field.view.js';
import type { CampaignPageModel, SignFormModel } from './campaign-page.model.js';
import { countryChoices } from './countries.js';
import { limits } from './sign.form.js';

type Props = Readonly<{ page: CampaignPageModel; form: SignFormModel }>;

/** The country, where the campaign asks for it. */
export function CountryField({ page: { t, fields }, form }: Props): VNode | null {
  if (fields.country === 'off') return null;
  const required = fields.country === 'required';
  const none = t.say(required ? 'form.country.choose' : 'form.country.none');
  return (
    <SelectField
      name="country"
      label={t.say('form.country')}
      hint={t.say('form.country.hint')}
      {...standing(t, required)}
      choices={[{ value: '', label: none }, ...countryChoices(t.locale)]}
      value={form.values.country}
      error={errorOf(form, 'country')}
      autocomplete="country"
    />
  );
}

/** The postcode, likewise. */
export function PostcodeField({ page: { t, fields }, form }: Props): VNode | null {
  if (fields.postcode === 'off') return null;
  return (
    <PostcodeInput
      t={t}
      required={fields.postcode === 'required'}
      value={form.values.postcode}
      error={errorOf(form, 'postcode')}
    />
  );
}

/** A field for a postcode, here and where one's own signature is changed. */
export function PostcodeInput(props: {
  readonly t: Language;
  readonly required: boolean;
  readonly value: string;
  readonly error: string | undefined;
}): VNode {
  const { t, required, value, error } = props;
  return (
    <TextField
      name="postcode"
      label={t.say('form.postcode')}
      hint={t.say(required ? 'form.postcode.hint.required' : 'form.postcode.hint')}
      {...standing(t, required)}
      value={value}
      error={error}
      autocomplete="postal-code"
      dir="ltr"
    />
  );
}

/** What somebody is to the matter, likewise; nothing is chosen beforehand. */
export function RoleField({ page: { t, fields }, form }: Props): VNode | null {
  if (fields.role === 'off') return null;
  const required = fields.role === 'required';
  return <RoleChoice t={t} required={required} value={form.values.role} error={errorOf(form, 'role')} />;
}

/** The choice of a role, here and where one's own signature is changed. */
export function RoleChoice(props: {
  readonly t: Language;
  readonly required: boolean;
  readonly value: string;
  readonly error: string | undefined;
}): VNode {
  const { t, required, value, error } = props;
  const roles: Choice[] = supporterRoles.map((role) => ({
    value: role,
    label: t.say(`form.role.${role}`),
    hint: t.say(`form.role.${role}.hint`),
  }));
  return (
    <RadioGroup
      name="role"
      label={t.say('form.role')}
      hint={t.say('form.role.hint')}
      choices={required ? roles : [...roles, { value: '', label: t.say('form.role.none') }]}
      value={value}
      error={error}
    />
  );
}

/** The comment: open where it has to be given, else behind a line that opens it. */
export function CommentField({ page: { t, fields }, form }: Props): VNode | null {
  if (fields.comment === 'off') return null;
  const required = fields.comment === 'required';
  const { comment } = form.values;
  const error = errorOf(form, 'comment');
  const field = (
    <TextArea
      name="comment"
      label={t.say('form.comment')}
      hint={t.say('form.comment.hint', { max: limits.comment })}
      {...standing(t, required)}
      value={comment}
      error={error}
      rows={4}
    />
  );
  if (required) return field;
  return (
    <details class="more" open={comment !== '' || error !== undefined}>
      <summary>{t.say('form.comment.add')}</summary>
      {field}
    </details>
  );
}

function standing(t: Language, required: boolean): { required?: true; optional?: string } {
  return required ? { required } : { optional: t.say('form.optional') };
}

function errorOf({ refused }: SignFormModel, name: string): string | undefined {
  return refused.find((field) => field.name === name)?.message;
}
