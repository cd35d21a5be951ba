import { dirOf } from '../../platform/i18n/locale.js';

/** How a partner's page shall show the form. */
export interface EmbedChoice {
  /** Origin of the service. */
  readonly service: string;
  readonly slug: string;
  readonly locale: string;
  readonly theme: EmbedTheme;
  /** Whether the campaign's picture stands above the form. */
  readonly picture?: boolean;
  /** CSS pixels that the page keeps free, so that nothing moves while the form loads. */
  readonly height: number;
  /** What screen readers call the frame, in the language. */
  readonly title: string;
  /** The words of the link below it, which also works where frames and scripts do not. */
  readonly link: string;
}

/** Colours of the form in the frame: as the reader's device has it, or always one of the two. */
export const embedThemes = ['auto', 'light', 'dark'] as const;
export type EmbedTheme = (typeof embedThemes)[number];

/** Pixels: what is kept free unless another height is asked for, and what may be asked for; on a phone the script keeps more. */
export const embedHeight = { usual: 1800, least: 200, most: 4000 } as const;

/** What a partner puts into the page, and what its Content-Security-Policy has to allow for it. */
export interface EmbedSnippet {
  readonly html: string;
  readonly policy: readonly string[];
  /** The form's own address in that language and theme. */
  readonly frame: string;
}

/**
 * The snippet: a frame that reserves its height and works without any script, a plain link, and the script that fits the
 * height and tells the page what happened. Nothing in it needs inline style or script to be allowed.
 */
export function embedSnippet(choice: EmbedChoice): EmbedSnippet {
  const { service, slug, locale, height, title, link } = choice;
  const frame = `${service}/${locale}/embed/${slug}${embedQuery(choice)}`;
  const html = [
    '<div data-vigil-embed>',
    `  <iframe src="${attribute(frame)}" title="${attribute(title)}" width="100%" height="${String(height)}" frameborder="0" loading="lazy" referrerpolicy="no-referrer"></iframe>`,
    `  <p><a href="${attribute(`${service}/${locale}/c/${slug}`)}" lang="${attribute(locale)}" dir="${dirOf(locale)}">${attribute(link)}</a></p>`,
    '</div>',
    `<script src="${attribute(service)}/embed.js" async referrerpolicy="no-referrer"></script>`,
  ].join('\n');
  return { html, policy: [`script-src ${service}`, `frame-src ${service}`], frame };
}

/** What the address of a framed page ends with, so that its choices stay from page to page. */
export function embedQuery({ theme, picture }: Pick<EmbedChoice, 'theme' | 'picture'>): string {
  const query = new URLSearchParams({
    ...(theme === 'auto' ? {} : { theme }),
    ...(picture ? { picture: '1' } : {}),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

function attribute(text: string): string {
  const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => named[sign] ?? sign);
}
