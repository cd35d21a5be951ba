import { describe, expect, it } from '@jest/globals';
import { fitsCountry, hasPostcodes, tidyPostcode } from '../../../src/web/site/postcodes.js';

describe('a postcode', () => {
  it.each([
    ['GB', 'SW1A 1AA'],
    ['GB', 'sw1a1aa'],
    ['DE', '10115'],
    ['DE', 'DE-10115'],
    ['IR', '۱۱۹۳۶-۵۳۴۷۱'],
    ['IR', '1193653471'],
    ['IQ', '١٠٠٠١'],
    ['JP', '1000001'],
    ['PL', '00 001'],
    ['CA', 'k1a0b1'],
    ['NL', '1012  ab'],
  ])('of %s may be written %s', (country, typed) => {
    expect(fitsCountry(tidyPostcode(typed), country)).toBe(true);
  });

  it.each([
    ['DE', '1011'],
    ['DE', 'SW1A 1AA'],
    ['GB', '10115'],
    ['FR', '7500'],
  ])('of %s is not %s', (country, typed) => {
    expect(fitsCountry(tidyPostcode(typed), country)).toBe(false);
  });

  it('is never refused where the country is not said, or has no postcodes that are known', () => {
    expect(fitsCountry(tidyPostcode('anything'), null)).toBe(true);
    expect(hasPostcodes('AE')).toBe(false);
    expect(fitsCountry(tidyPostcode('PO Box 1'), 'AE')).toBe(true);
  });

  it('is kept with plain digits, in capitals, with single spaces', () => {
    expect(tidyPostcode(' sw1a   1aa ')).toBe('SW1A 1AA');
    expect(tidyPostcode('۱۱۹۳۶-۵۳۴۷۱')).toBe('11936-53471');
  });
});
