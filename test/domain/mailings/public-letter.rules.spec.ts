import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { publicLetter } from '../../../src/domain/mailings/public-letter.rules.js';

const letter = {
  subject: 'Justice for the camp',
  salutation: 'Madam President,',
  address: 'president@ally.example',
  disclosure: 'totals' as const,
  text: 'Madam President,\n\n412 people write to you.\n\n- The release (4,747 days)\n\nhttp://localhost/c/small\n',
};

describe('the public version of a letter', () => {
  it('is its words without the form of address', () => {
    expect(publicLetter(letter)).toEqual({
      subject: 'Justice for the camp',
      words: '412 people write to you.\n\n- The release (4,747 days)\n\nhttp://localhost/c/small',
    });
    expect(publicLetter({ ...letter, text: 'Madam President, we write to you.' }).words).toBe('we write to you.');
  }); // prettier-ignore

  it('has no e-mail address in it, the seat’s or another, wherever it stood', () => {
    const word = fc.stringMatching(/^[a-z0-9.+-]{1,12}$/);
    const address = fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.example`);
    fc.assert(
      fc.property(fc.string(), address, address, fc.string(), (before, own, other, after) => {
        const text = `${before} ${own} <${other}> mailto:${own} ${after}`;
        const { subject, words } = publicLetter({ ...letter, address: own, subject: text, text });
        for (const shown of [subject, words ?? '']) {
          expect(shown).not.toContain(own);
          expect(shown).not.toContain(other);
        }
      }),
    );
  });

  it('is nothing but its subject where the body may be told more than totals', () => {
    for (const disclosure of ['pseudonymous', 'names'] as const) {
      expect(publicLetter({ ...letter, disclosure })).toEqual({ subject: letter.subject, words: null });
    }
  });
});
