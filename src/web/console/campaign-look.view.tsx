import type { VNode } from 'preact';
import type { Accents } from '../../domain/campaigns/accent.rules.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ErrorSummary } from '../parts/error-summary.view.js';
import { TextField } from '../parts/field.view.js';
import type { LookModel, LookProps } from './campaign-look.model.js';
import { PictureSection } from './campaign-picture.view.js';
import { ConsolePage } from './console-page.view.js';

/** A campaign's colour, as it comes out light and dark, and its picture. */
export function LookPage({ name, ...props }: LookProps & { readonly name: string }): VNode {
  const { t, model, refused } = props;
  return (
    <ConsolePage
      t={t}
      title={t.say('console.look.title', { title: model.title })}
      name={name}
      place="overview"
    >
      <ErrorSummary title={t.say('console.look.refused')} refused={refused ? [refused] : []} heading="h2" />
      <p>{t.say('console.look.lead')}</p>
      <ColourSection {...props} />
      <PictureSection {...props} />
    </ConsolePage>
  );
}

function ColourSection({ t, model, refused }: LookProps): VNode {
  const { slug, accent, mayChange } = model;
  return (
    <section aria-labelledby="colour">
      <h2 id="colour">{t.say('console.look.colour')}</h2>
      {accent === null ? (
        <p>{t.say('console.look.colour.none')}</p>
      ) : (
        <ul class="swatches">
          {(['light', 'dark'] as const).map((theme) => (
            <li key={theme}>
              <Swatch theme={theme} accents={accent.shown} />
              <span>{inTheme(t, theme, accent)}</span>
            </li>
          ))}
        </ul>
      )}
      {mayChange ? (
        <form method="post" action={`/console/campaigns/${slug}/look/colour`} accept-charset="utf-8">
          <TextField
            name="accent"
            label={t.say('console.look.colour.label')}
            hint={t.say('console.look.colour.hint')}
            value={refused?.accent ?? accent?.chosen ?? ''}
            error={refused?.name === 'accent' ? refused.message : undefined}
            autocomplete="off"
            dir="ltr"
          />
          <button class="button" type="submit">
            {t.say('console.look.colour.save')}
          </button>
        </form>
      ) : null}
    </section>
  );
}

function inTheme(t: Language, theme: keyof Accents, accent: NonNullable<LookModel['accent']>): string {
  const colour = accent.shown[theme].accent;
  const how = colour === accent.chosen ? 'same' : 'other';
  // U+2066 and U+2069 keep the sign before the digits in any sentence.
  return t.say(`console.look.colour.${theme}.${how}`, { colour: `\u2066${colour}\u2069` });
}

const papers = { light: '#faf8f4', dark: '#131514' } as const;

/** A link and a button as they come out; drawn, since a page may bring no styles of its own. */
function Swatch({ theme, accents }: { theme: keyof Accents; accents: Accents }): VNode {
  const { accent, on } = accents[theme];
  return (
    <svg class="swatch" width="176" height="56" viewBox="0 0 176 56" aria-hidden="true">
      <rect width="176" height="56" rx="6" fill={papers[theme]} />
      <rect x="10" y="10" width="88" height="36" rx="5" fill={accent} />
      <path d="M36 28h36" stroke={on} stroke-width="4" />
      <path d="M112 28h50" stroke={accent} stroke-width="4" />
    </svg>
  );
}
