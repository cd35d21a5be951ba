import type { Liquid } from 'liquidjs';
import { withoutSlots } from '../mail/slots.js';
import { dirOf, intlTags, isLocale } from '../i18n/locale.js';
import { hardenedLiquid } from './hardened-liquid.js';
import { mailDocument } from './mail-document.js';
import { escapeMarkup, singleLine } from './markup.js';
import { markupToHtml } from './markup-html.js';
import { markupToText } from './markup-text.js';
import { parseMarkup } from './parse-markup.js';
import { isSlotMarker } from './slot-marker.js';
import { FaultyTemplate, faultOf } from './template-fault.js';

/** A mail's three faces, made from one source. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A letter's source in one language. */
export interface LetterSource {
  readonly locale: string;
  /** Liquid, rendered to one line. */
  readonly subject: string;
  /** Liquid over the light markup. */
  readonly body: string;
}

/** What a template may name: texts, numbers (shown in the language's digits), truth, lists and sets of these. */
export type TemplateValue =
  string | number | boolean | null | readonly TemplateValue[] | { readonly [name: string]: TemplateValue };
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

interface Engines {
  readonly body: Liquid;
  readonly subject: Liquid;
}

const engines = new Map<string, Engines>();

/** Renders an organizer's letter. Throws FaultyTemplate for anything the closed set does not hold. */
export function renderLetter(source: LetterSource, values: TemplateValues): RenderedMail {
  const { body, subject } = enginesOf(source.locale);
  return composeMail(
    source.locale,
    render(subject, withoutSlots(source.subject), values),
    render(body, withoutSlots(source.body), values),
  );
}

/** Subject, text and HTML of a body that is already markup; values in it are already inert. */
export function composeMail(locale: string, subject: string, markup: string): RenderedMail {
  const title = singleLine(subject).trim();
  const blocks = parseMarkup(markup, isSlotMarker);
  return {
    subject: title,
    text: markupToText(blocks),
    html: mailDocument({ locale, dir: dirOf(locale), title, body: markupToHtml(blocks) }),
  };
}

/** A value as text: numbers in the language's digits; a list or a set is no text. */
export function valueAsText(locale: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    return new Intl.NumberFormat(isLocale(locale) ? intlTags[locale] : locale).format(value);
  }
  if (typeof value === 'boolean') return String(value);
  throw new TypeError('a list or a set of values cannot be written out');
}

/** Runs a source; the engine's complaints become faults. */
export function render(engine: Liquid, source: string, values: TemplateValues): string {
  try {
    return engine.parseAndRenderSync(source, { ...values }) as string;
  } catch (error) {
    throw new FaultyTemplate([faultOf(error)]);
  }
}

function enginesOf(locale: string): Engines {
  const known = engines.get(locale);
  if (known) return known;
  const made = {
    body: hardenedLiquid((value) => escapeMarkup(valueAsText(locale, value))),
    subject: hardenedLiquid((value) => singleLine(valueAsText(locale, value))),
  };
  engines.set(locale, made);
  return made;
}
