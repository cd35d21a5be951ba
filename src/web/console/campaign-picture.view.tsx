import type { VNode } from 'preact';
import { languageName } from '../../platform/i18n/format.js';
import { isLocale } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Checkbox } from '../parts/choice.view.js';
import { described, Field, fieldId, type FieldProps, TextField } from '../parts/field.view.js';
import type { LookModel, LookProps } from './campaign-look.model.js';

/** The picture, what is said of it, and how it is changed or taken away. */
export function PictureSection(props: LookProps): VNode {
  const { t, model } = props;
  const { picture, mayChange } = model;
  return (
    <section aria-labelledby="picture-title">
      <h2 id="picture-title">{t.say('console.look.picture')}</h2>
      {picture === null ? <p>{t.say('console.look.picture.none')}</p> : <Shown t={t} picture={picture} />}
      {mayChange ? <PictureForm {...props} /> : null}
      {mayChange && picture !== null ? <RemoveForm {...props} /> : null}
    </section>
  );
}

function Shown({ t, picture }: { t: Language; picture: NonNullable<LookModel['picture']> }): VNode {
  const { path, width, height, alt, credit } = picture;
  return (
    <figure class="picture look-picture">
      <img src={path} width={width} height={height} alt={alt?.[t.locale] ?? ''} />
      {credit === undefined ? null : (
        <figcaption class="fine">
          <bdi>{credit}</bdi>
        </figcaption>
      )}
    </figure>
  );
}

function PictureForm({ t, model, refused }: LookProps): VNode {
  const { slug, locales, picture } = model;
  const typed = refused?.typed;
  const errorAt = (name: string) => (refused?.name === name ? refused.message : undefined);
  return (
    <form
      method="post"
      action={`/console/campaigns/${slug}/look/picture`}
      enctype="multipart/form-data"
      accept-charset="utf-8"
    >
      <FileField
        name="picture"
        label={t.say(picture ? 'console.look.picture.file.other' : 'console.look.picture.file')}
        hint={t.say('console.look.picture.hint')}
        error={errorAt('picture')}
      />
      {picture ? (
        <Checkbox
          name="sure"
          label={t.say('console.look.picture.sure')}
          value="yes"
          checked={false}
          error={errorAt('sure')}
        />
      ) : null}
      {locales.map((locale) => (
        <TextField
          key={locale}
          name={`alt-${locale}`}
          label={t.say('console.look.picture.alt', { language: nameOf(t, locale) })}
          hint={t.say('console.look.picture.alt.hint')}
          value={typed?.alt[locale] ?? picture?.alt?.[locale] ?? ''}
          error={errorAt(`alt-${locale}`)}
          autocomplete="off"
        />
      ))}
      <Checkbox
        name="decorative"
        label={t.say('console.look.picture.decorative')}
        value="yes"
        checked={typed?.decorative ?? picture?.alt === null}
      />
      <TextField
        name="credit"
        label={t.say('console.look.picture.credit')}
        hint={t.say('console.look.picture.credit.hint')}
        optional={t.say('form.optional')}
        value={typed?.credit ?? picture?.credit ?? ''}
        autocomplete="off"
      />
      <button class="button" type="submit">
        {t.say('console.look.picture.save')}
      </button>
    </form>
  );
}

function RemoveForm({ t, model, refused }: LookProps): VNode {
  return (
    <form method="post" action={`/console/campaigns/${model.slug}/look/remove`} accept-charset="utf-8">
      <h3>{t.say('console.look.remove')}</h3>
      <p class="hint">{t.say('console.look.remove.hint')}</p>
      <div class={refused?.name === 'remove' ? 'field field-refused' : 'field'}>
        {refused?.name === 'remove' ? <p class="field-error">{refused.message}</p> : null}
        <div class="choice">
          <input type="checkbox" id={fieldId('remove')} name="sure" value="yes" />
          <label for={fieldId('remove')}>{t.say('console.look.remove.sure')}</label>
        </div>
      </div>
      <button class="button button-bad" type="submit">
        {t.say('console.look.remove.button')}
      </button>
    </form>
  );
}

function FileField(props: FieldProps): VNode {
  const { name } = props;
  return (
    <Field {...props}>
      <input
        type="file"
        id={fieldId(name)}
        name={name}
        accept="image/jpeg,image/png,image/webp,image/avif"
        {...described(props)}
      />
    </Field>
  );
}

function nameOf(t: Language, locale: string): string {
  return isLocale(locale) ? languageName(t.locale, locale) : locale;
}
