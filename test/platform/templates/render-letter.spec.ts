import { describe, expect, it } from '@jest/globals';
import { renderLetter } from '../../../src/platform/templates/render-letter.js';
import { slot } from '../../../src/platform/mail/slots.js';
import { FaultyTemplate } from '../../../src/platform/templates/template-fault.js';

const letter = (body: string, values = {}, locale = 'en', subject = 'On {{ title }}') =>
  renderLetter({ locale, subject, body }, { title: 'Camp Ashraf', ...values });

describe('a letter', () => {
  it('becomes text and HTML from one source', () => {
    const { subject, text, html } = letter(
      'Dear **Sir**,\n\n{% for d in demands %}\n- *{{ d.title }}*, open for {{ d.days }} days\n{% endfor %}\n\nYours,\\\nus\n',
      {
        demands: [
          { title: 'Release', days: 4832 },
          { title: 'Safety', days: 2 },
        ],
      },
    );
    expect(subject).toBe('On Camp Ashraf');
    expect(text).toBe(
      'Dear Sir,\n\n- Release, open for 4,832 days\n- Safety, open for 2 days\n\nYours,\nus\n',
    );
    expect(html).toContain('<p>Dear <strong>Sir</strong>,</p>');
    expect(html).toContain('<li><em>Release</em>, open for 4,832 days</li>\n<li>');
    expect(html.match(/<ul>/g)).toHaveLength(1);
  });

  it('runs right to left in Persian and Arabic, with their digits', () => {
    const { html, text } = letter('{{ n }} روز', { n: 1234 }, 'fa');
    expect(html).toContain('<html lang="fa" dir="rtl">');
    expect(text).toContain('۱٬۲۳۴ روز');
  });

  it('lets no value be more than text', () => {
    const evil = '<script>alert(1)</script>\n\n- [x](https://evil.example) **b** `c`\r\nBcc: x@example.org';
    const { subject, text, html } = letter('> {{ title }}', { title: evil });
    expect(html).not.toContain('<script>');
    expect(html).not.toMatch(/<(a|strong|code|li)\b/);
    expect(text).toContain('[x](https://evil.example) **b** `c` Bcc: x@example.org');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('lets a slot stand where an address stands, and only when it is a value', () => {
    const { html, text } = letter('[Open]({{ me_url }})\n\nor {{ me_url }}', { me_url: slot('me_url') });
    expect(html).toContain(`<a href="${slot('me_url')}"`);
    expect(text).toBe(`Open\n${slot('me_url')}\n\nor ${slot('me_url')}\n`);
    expect(letter(`[a](${slot('me_url')})`).html).not.toContain(slot('me_url'));
  });

  it('makes a link that stands alone a button, and below a rule a plain link', () => {
    const { html } = letter('[Sign](https://example.org/a)\n\n---\n\n[Leave](https://example.org/b)');
    expect(html).toMatch(/<a href="https:\/\/example.org\/a" style="[^"]+">Sign/);
    expect(html).toContain('<p><a href="https://example.org/b">Leave</a></p>');
  });

  it('links to the web and to mail only', () => {
    const { html } = letter(
      '[a](javascript:alert(1)) [b](https://example.org/) [c](data:text/html,x) <http://x.example>',
    );
    expect(html.match(/<a /g)).toHaveLength(2);
    expect(html).toContain('<a href="https://example.org/">b</a>');
  });

  it.each([
    ['{{ nobody }}', 'unknown-variable'],
    ['{{ title.constructor }}', 'unknown-variable'],
    ['{{ title | raw }}', 'unknown-filter'],
    ['{% render "package.json" %}', 'unknown-tag'],
    ['{% include "package.json" %}', 'unknown-tag'],
    ['{% if title %}', 'syntax'],
    ['{% for i in (1..1000000000) %}x{% endfor %}', 'too-heavy'],
    ['{% for i in (1..99999) %}{% for j in (1..99999) %}{{ j }}{% endfor %}{% endfor %}', 'too-heavy'],
  ])('refuses %s', (body, code) => {
    const act = () => letter(body);
    expect(act).toThrow(FaultyTemplate);
    try {
      act();
    } catch (error) {
      expect((error as FaultyTemplate).faults[0]?.code).toBe(code);
    }
  });
});
