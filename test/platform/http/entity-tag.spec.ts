import { describe, expect, it } from '@jest/globals';
import { namesTag } from '../../../src/platform/http/entity-tag.js';

describe('If-None-Match', () => {
  it.each(['"a"', 'W/"a"', '"x", "a"', '"x",W/"a" , "y"', '*', ' * '])('names "a" as %s', (header) => {
    expect(namesTag(header, '"a"')).toBe(true);
  });

  it.each([undefined, '', '"b"', 'a', '"a-z"', '"b", W/"c"', '"*"'])('does not name "a" as %s', (header) => {
    expect(namesTag(header, '"a"')).toBe(false);
  });
});
