import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { type Locale, locales } from '../../../src/platform/i18n/locale.js';
import { renderMail } from '../../../src/platform/templates/render-mail.js';

const mails = readdirSync(join(packageRoot(), 'templates/mail')).map((file) => file.replace('.liquid', ''));
const ofSupporters = ['already-signed', 'confirmation', 'my-page', 'reminder'];

const values = {
  campaign: { title: 'Camp Ashraf', attribution: 'The campaign', url: 'https://v.example/c/ashraf' },
  title: 'Camp Ashraf',
  sentence: 'Something.',
  neutral: false,
  hours: 72,
  days: 30,
  minutes: 15,
  code: '123 456 789 012',
  console_url: 'https://v.example/1',
  confirm_url: 'https://v.example/1',
  me_url: 'https://v.example/1',
  sign_in_url: 'https://v.example/1',
  arrived_url: 'https://v.example/1',
  not_me_url: 'https://v.example/2',
};

const everyMail = mails.flatMap((name) => locales.map((locale) => [name, locale] as const));

describe('a mail of the service', () => {
  it.each(everyMail)('%s in %s has one button, its link alone on a line of the text, and nothing to fetch', (name, locale) => {
    const { html, text } = renderMail(name, locale, values);
    expect(html.match(/class="button"/g)).toHaveLength(1);
    expect(html).toMatch(/class="button"[^>]*><tr><td style="[^"]+"><a href="https:\/\/v.example\/1"/);
    expect(text.split('\n')).toContain('https://v.example/1');
    expect(html).not.toMatch(/<img|<link|<script|src=|url\(|@import/i);
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html.replace(/<style>[\s\S]*?<\/style>/g, '')).not.toMatch(/[{}]/);
  }); // prettier-ignore

  it.each(locales)('types its code large and left to right, in %s too', (locale) => {
    const { html, text } = renderMail('confirmation', locale, values);
    expect(html).toMatch(/<span class="code" dir="ltr" style="[^"]*font-size:25px[^"]*">123 456 789 012</);
    expect(text.split('\n')).toContain('123 456 789 012');
  });

  it.each(ofSupporters.flatMap((name) => locales.map((locale) => [name, locale] as const)))(
    '%s says nothing of the cause in %s where the campaign wants it neutral',
    (name, locale) => {
      const { subject, html, text } = renderMail(name, locale, { ...values, neutral: true });
      for (const face of [subject, html, text]) {
        expect(face).not.toMatch(/ashraf|the campaign/i);
        expect(face).not.toMatch(signing[locale]);
      }
    },
  );

  it('keeps a title that runs the other way from mixing with the sentence', () => {
    const title = 'Camp Ashraf: 1';
    const other = (locale: Locale) =>
      renderMail('confirmation', locale, { ...values, campaign: { ...values.campaign, title } });
    expect(other('fa').subject).toContain(`\u2068${title}\u2069`);
    expect(other('fa').html).toContain(`«\u2068${title}\u2069»`);
    expect(other('de').text).toContain(`„${title}“`);
  });
});

/** How each language speaks of signing, of petitions and of campaigns. */
const signing: Readonly<Record<Locale, RegExp>> = {
  en: /\bsign(ed|ature)?\b|petition|campaign/i,
  fa: /امضا|کارزار|دادخواست/,
  ar: /وقّع|توقيع|حملة|عريضة/,
  fr: /sign(é|ature)|pétition|campagne/i,
  de: /unterschr|unterzeich|petition|kampagne/i,
  es: /\bfirm|petición|campaña/i,
};
