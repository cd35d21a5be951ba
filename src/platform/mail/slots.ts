const OPEN = '\uE0F1';
const CLOSE = '\uE0F2';
const NAME = /^[a-z][a-z0-9_]*$/;

/** Matches one slot marker; group 1 is its name. */
export const SLOT = new RegExp(`${OPEN}([a-z][a-z0-9_]*)${CLOSE}`, 'g');

/**
 * The mark of a place that is filled for each recipient at sending. It is made of private-use characters
 * around a name, so that Liquid, HTML escaping and Markdown let it pass unchanged.
 */
export function slot(name: string): string {
  if (!NAME.test(name)) throw new Error(`a slot is called like confirm_url, not ${name}`);
  return `${OPEN}${name}${CLOSE}`;
}

/** The names of the slots in a text, each once. */
export function slotsIn(text: string): string[] {
  return [...new Set([...text.matchAll(SLOT)].map((match) => match[1] ?? ''))];
}

/** A text without anything that could pass for a slot: for texts that people wrote. */
export function withoutSlots(text: string): string {
  return text.replace(/[\uE0F1\uE0F2]/g, '');
}

/** Splits a text at its slots: literal texts and names in turn. */
export function cutAtSlots(text: string): (string | { slot: string })[] {
  return text
    .split(SLOT)
    .map((part, index) => (index % 2 === 1 ? { slot: part } : part))
    .filter((part) => part !== '');
}
