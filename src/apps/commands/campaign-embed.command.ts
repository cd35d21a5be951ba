import { type Command, InvalidArgumentError, Option } from 'commander';
import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import {
  embedHeight,
  embedSnippet,
  type EmbedTheme,
  embedThemes,
} from '../../domain/campaigns/embed-snippet.js';
import { SetEmbedOrigins } from '../../domain/campaigns/set-embed-origins.js';
import { isLocale, type Locale, locales } from '../../platform/i18n/locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { actorOf } from './acting.js';
import type { CommandApplication } from './command-application.js';
import type { Shell } from './shell.js';
import { AS, verb, type VerbOptions, wholeNumber } from './verb.js';

interface EmbedOptions extends VerbOptions {
  readonly as?: string;
  readonly allow: readonly string[];
  readonly disallow: readonly string[];
  readonly lang?: Locale;
  readonly theme: EmbedTheme;
  readonly height: number;
  readonly picture?: boolean;
}

/** `vigil campaign embed`: whose pages may show the form, and what they put there. */
export function addCampaignEmbed(campaign: Command, shell: Shell): void {
  verb(
    campaign,
    'embed <campaign>',
    'the form in partners’ pages: who may show it, and the snippet they need',
  )
    .option('--allow <origin...>', 'origins whose pages may show the form, like https://example.org', [])
    .option('--disallow <origin...>', 'origins that may no longer', [])
    .addOption(
      new Option('--lang <language>', 'the form’s language; absent: the campaign’s own').choices(locales),
    )
    .addOption(new Option('--theme <theme>', 'its colours').choices(embedThemes).default('auto'))
    .option('--picture', 'the campaign’s picture stands above the form')
    .addOption(
      new Option('--height <pixels>', 'what the page keeps free for it')
        .argParser(pixels)
        .default(embedHeight.usual),
    )
    .addOption(new Option(AS, 'the organizer who does this; absent: the operator'))
    .action((slug: string, options: EmbedOptions) =>
      shell.within(options, async (app) => {
        const by = await actorOf(app, options);
        const { allow, disallow } = options;
        const dropped = new Set(disallow.map(plainOrigin));
        const { embedOrigins: origins, defaultLocale } = await app
          .get(SetEmbedOrigins)
          .run(by, slug, (now) => [...now, ...allow].filter((each) => !dropped.has(plainOrigin(each))));
        const lang = options.lang ?? (isLocale(defaultLocale) ? defaultLocale : locales[0]);
        const { html, policy } = await snippetOf(app, slug, lang, options);
        const allowed = origins.length > 0 ? origins.join(', ') : 'no page';
        const lines = [
          `${allowed} may show the form of ${slug}`,
          '',
          html,
          '',
          'The page’s policy needs:',
          ...policy,
        ];
        return { data: { campaign: slug, origins, html, policy }, lines };
      }),
    );
}

async function snippetOf(
  app: CommandApplication,
  slug: string,
  locale: Locale,
  { theme, height, picture = false }: EmbedOptions,
) {
  const title = await app.transaction(async (tx) => {
    const store = app.get(CampaignStore);
    const { id, defaultLocale } = await store.getBySlug(tx, slug);
    const { texts } = (await store.version(tx, id)).content;
    return (texts[locale] ?? texts[defaultLocale])?.title ?? slug;
  });
  const t = Texts.in(locale);
  const service = app.config.publicUrl;
  return embedSnippet({
    service,
    slug,
    locale,
    theme,
    height,
    picture,
    title: t.say('embed.frame', { title }),
    link: t.say('embed.link', { title }),
  });
}

/** Without the slash that people copy along. */
function plainOrigin(text: string): string {
  return text.trim().replace(/\/$/, '').toLowerCase();
}

function pixels(text: string): number {
  const height = wholeNumber(text);
  if (height >= embedHeight.least && height <= embedHeight.most) return height;
  throw new InvalidArgumentError(
    `From ${String(embedHeight.least)} to ${String(embedHeight.most)} pixels are wanted.`,
  );
}
