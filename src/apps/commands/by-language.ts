import { WrongUsage } from './refusal.js';

/** Gathers `en=The text`, one language after the other. */
export function byLanguage(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const [, language, words] = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=([\s\S]*)$/.exec(text) ?? [];
  if (language === undefined || words === undefined || words.trim() === '') {
    throw new WrongUsage(`${text} is not a language and a text, like en=The text`);
  }
  return { ...before, [language]: words.trim() };
}
