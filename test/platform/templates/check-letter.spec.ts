import { describe, expect, it } from '@jest/globals';
import { checkLetter, type VariableSet } from '../../../src/platform/templates/check-letter.js';

const variables: VariableSet = {
  salutation: 'value',
  body: { parts: { name: 'value' } },
  demands: { each: { parts: { title: 'value', days_open: 'value' } } },
};

describe('the check of a letter', () => {
  it('frees a letter that keeps to the closed set', () => {
    const source = `{{ salutation }}
{% for demand in demands %}- {{ forloop.index }} {{ demand.title | upcase }}{% endfor %}
{% assign first = demands.first %}{{ first.title }} {{ demands[0].days_open }} {{ demands.size }} {{ body.name }}`;
    expect(checkLetter(source, variables)).toEqual([]);
  });

  it('names every unknown variable with its line', () => {
    const source = `{{ salutaton }}
{{ body.head }} {% for i in (1..3) %}{{ i }}{% endfor %}
{% for demand in demands %}
{% if false %}{{ demand.titel }}{% endif %}
{% endfor %}
{{ demand.title.length }}`;
    expect(checkLetter(source, variables).map(({ line, name, code }) => [line, name, code])).toEqual([
      [1, 'salutaton', 'unknown-variable'],
      [2, 'body.head', 'unknown-variable'],
      [4, 'demand.titel', 'unknown-variable'],
      [6, 'demand.title.length', 'unknown-variable'],
    ]);
  });

  it.each([
    ['one\n{{ salutation | raw }}', 2, 'unknown-filter', 'raw'],
    ['{{ salutation | date: "%Y" }}', 1, 'unknown-filter', 'date'],
    ['a\nb\n{% capture x %}{% endcapture %}', 3, 'unknown-tag', 'capture'],
    ['{% for x in demands %}', 1, 'syntax', 'tag {% for x in demands %} not closed'],
    ['a\n{{ body }}', 2, 'syntax', 'a list or a set of values cannot be written out'],
    [
      '{% for d in demands %}{{ d }}{% endfor %}',
      1,
      'syntax',
      'a list or a set of values cannot be written out',
    ],
    ['x'.repeat(60_001), 1, 'too-long', '60000'],
  ])('says what is wrong and where: %s', (source, line, code, name) => {
    expect(checkLetter(source, variables)).toMatchObject([{ line, code, name }]);
  });
});
