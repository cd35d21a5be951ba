import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';
import { asciiDigits } from '../../kernel/digits.js';

/** A postcode as it is kept: digits of any script as 0 to 9, capitals, single spaces. */
export function tidyPostcode(typed: string): string {
  return asciiDigits(typed).toUpperCase().replace(/\s+/g, ' ').trim();
}

/** Whether a country's postcodes have a form that is known; those without postcodes have none. */
export function hasPostcodes(country: string): boolean {
  return postcodeValidatorExistsForCountry(country);
}

/**
 * Whether a tidied postcode may be one of the country. In doubt it is: nothing is refused where the country is not said
 * or its rules are not known, and spaces and hyphens may stand, or be missing, wherever they like.
 */
export function fitsCountry(postcode: string, country: string | null): boolean {
  if (postcode === '' || country === null || !hasPostcodes(country)) return true;
  const bare = postcode.replace(/[\s-]/g, '');
  return spellings(postcode, bare, country).some((spelling) => postcodeValidator(spelling, country));
}

/** As typed, without anything between, and with one separator at each place: the rules know one spelling each. */
function spellings(typed: string, bare: string, country: string): string[] {
  const withPrefix = bare.startsWith(country) ? [bare.slice(country.length)] : [];
  return [typed, ...[bare, ...withPrefix].flatMap((text) => [text, ...parted(text)])];
}

function parted(text: string): string[] {
  const places = Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => i + 1);
  return places.flatMap((at) => [' ', '-'].map((mark) => `${text.slice(0, at)}${mark}${text.slice(at)}`));
}
