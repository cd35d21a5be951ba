import type { Language } from '../../platform/i18n/texts.js';
import { initialsOf } from '../../domain/signatures/name.rules.js';
import type { Choice } from '../parts/choice.view.js';
import { visibilities } from './sign.form.js';

/**
 * Who may see a signature: each choice with the sentence that says what it means, and what would be shown of the name
 * that was typed, or of somebody's while none was.
 */
export function visibilityChoices(t: Language, typed: string): Choice[] {
  const name = typed.trim() || t.say('form.visibility.sample');
  return visibilities.map((value) => ({
    value,
    label: t.say(`form.visibility.${value}`),
    hint: t.say(`form.visibility.${value}.hint`),
    example: {
      label: t.say('form.visibility.example'),
      ...(value === 'counted'
        ? { text: t.say('form.visibility.counted.shown') }
        : { text: value === 'name' ? name : initialsOf(name), follows: value }),
    },
  }));
}
