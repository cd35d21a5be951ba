import type { VariableSet, VariableShape } from '../../platform/templates/check-letter.js';
import type { LetterAudience, LetterOccasion } from './letter.rules.js';

const parts = (...names: string[]): VariableShape => ({
  parts: Object.fromEntries(names.map((name) => [name, 'value'] as const)),
});

const everyone: VariableSet = {
  campaign: parts('title', 'url'),
  demands: { each: parts('title', 'text', 'days_open', 'status', 'as_of', 'open_since') },
  count: 'value',
  count_as_of: 'value',
  letter_date: 'value',
};

const toBodies: VariableSet = {
  ...everyone,
  salutation: 'value',
  body: parts('name'),
  seat: parts('office'),
};

const toSupporters: VariableSet = { ...everyone, name: 'value', me_url: 'value', unsubscribe_url: 'value' };

/**
 * The closed set of variables a letter may name. A letter to a body holds totals and never a person: that no
 * supporter's data is among them is what keeps an adverse body at totals, whatever an organizer writes.
 */
export function letterVariables(audience: LetterAudience, occasion: LetterOccasion): VariableSet {
  const base = audience === 'bodies' ? toBodies : toSupporters;
  return occasion === 'anniversary' ? { ...base, anniversary: parts('ordinal', 'years', 'date') } : base;
}

/** The variables a supporters' letter leaves open: filled for each recipient when the mail is sent. */
export const supporterSlots = ['name', 'me_url', 'unsubscribe_url'] as const;
