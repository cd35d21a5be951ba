import type { VNode } from 'preact';
import { type EmbedSnippet, type EmbedTheme, embedThemes } from '../../domain/campaigns/embed-snippet.js';
import { type Locale, localeNames, locales } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { Checkbox, SelectField } from '../parts/choice.view.js';
import { ErrorSummary } from '../parts/error-summary.view.js';
import { TextArea, TextField } from '../parts/field.view.js';
import { ConsolePage } from './console-page.view.js';

/** What partners need to show a campaign's form, and who of them may. */
export interface EmbedBuilderModel {
  readonly slug: string;
  readonly title: string;
  readonly choice: {
    readonly locale: Locale;
    readonly theme: EmbedTheme;
    readonly picture: boolean;
    readonly height: number;
  };
  /** Whether there is a picture to choose. */
  readonly hasPicture: boolean;
  readonly snippet: EmbedSnippet;
  /** Path of the form as it will look; null while the campaign has no public pages. */
  readonly preview: string | null;
  readonly origins: readonly string[];
  readonly mayChange: boolean;
}

interface BuilderProps {
  readonly t: Language;
  readonly name: string;
  readonly model: EmbedBuilderModel;
  /** The list as it was typed, and what is wrong with it. */
  readonly refused?: { readonly typed: string; readonly message: string } | undefined;
}

/** The builder: the list of partners, the choice of language and colours, the snippet, the policy and how it looks. */
export function EmbedBuilderPage({ t, name, model, refused }: BuilderProps): VNode {
  const title = t.say('console.embed.title', { title: model.title });
  return (
    <ConsolePage t={t} title={title} name={name} place="overview">
      <ErrorSummary
        title={t.say('console.embed.refused')}
        refused={refused ? [{ name: 'origins', message: refused.message }] : []}
        heading="h2"
      />
      <p>{t.say('console.embed.lead')}</p>
      <Origins t={t} model={model} refused={refused} />
      <ChoiceForm t={t} model={model} />
      <section aria-labelledby="snippet">
        <h2 id="snippet">{t.say('console.embed.snippet')}</h2>
        <p class="hint">{t.say('console.embed.snippet.hint')}</p>
        <Printed label={t.say('console.embed.snippet')} text={model.snippet.html} />
        <h3>{t.say('console.embed.policy')}</h3>
        <p class="hint">{t.say('console.embed.policy.hint')}</p>
        <Printed label={t.say('console.embed.policy')} text={model.snippet.policy.join('\n')} />
      </section>
      <section aria-labelledby="preview">
        <h2 id="preview">{t.say('console.embed.preview')}</h2>
        {model.preview === null ? (
          <p>{t.say('console.embed.preview.none')}</p>
        ) : (
          <>
            <p class="hint">{t.say('console.embed.preview.hint')}</p>
            <iframe
              class="embed-preview"
              src={model.preview}
              title={t.say('console.embed.preview')}
              height={model.choice.height}
              sandbox="allow-same-origin"
              loading="lazy"
            />
          </>
        )}
      </section>
    </ConsolePage>
  );
}

function Origins({ t, model, refused }: Omit<BuilderProps, 'name'>): VNode {
  const { slug, origins, mayChange } = model;
  return (
    <section aria-labelledby="origins">
      <h2 id="origins">{t.say('console.embed.origins')}</h2>
      {origins.length === 0 ? <p>{t.say('console.embed.origins.none')}</p> : null}
      {mayChange ? (
        <form method="post" action={`/console/campaigns/${slug}/embed`} accept-charset="utf-8">
          <TextArea
            name="origins"
            label={t.say('console.embed.origins.label')}
            hint={t.say('console.embed.origins.hint')}
            value={refused?.typed ?? origins.join('\n')}
            error={refused?.message}
            rows={4}
          />
          <button class="button" type="submit">
            {t.say('console.embed.origins.save')}
          </button>
        </form>
      ) : (
        <ul>
          {origins.map((origin) => (
            <li key={origin}>
              <bdi>{origin}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ChoiceForm({ t, model }: { readonly t: Language; readonly model: EmbedBuilderModel }): VNode {
  const { slug, choice, hasPicture } = model;
  return (
    <form method="get" action={`/console/campaigns/${slug}/embed`} class="embed-choice">
      <SelectField
        name="lang"
        label={t.say('console.embed.lang')}
        choices={locales.map((value) => ({ value, label: localeNames[value] }))}
        value={choice.locale}
        autocomplete="off"
      />
      <SelectField
        name="theme"
        label={t.say('console.embed.theme')}
        choices={embedThemes.map((value) => ({ value, label: t.say(`console.embed.theme.${value}`) }))}
        value={choice.theme}
        autocomplete="off"
      />
      <TextField
        name="height"
        label={t.say('console.embed.height')}
        value={String(choice.height)}
        autocomplete="off"
        dir="ltr"
      />
      {hasPicture ? (
        <Checkbox name="picture" label={t.say('console.embed.picture')} value="1" checked={choice.picture} />
      ) : null}
      <button class="button button-quiet" type="submit">
        {t.say('console.embed.show')}
      </button>
    </form>
  );
}

/** What is to be copied, in one piece; reached and scrolled by keyboard. */
function Printed({ label, text }: { readonly label: string; readonly text: string }): VNode {
  return (
    <pre class="printed" dir="ltr" tabindex={0} role="group" aria-label={label}>
      <code>{text}</code>
    </pre>
  );
}
