import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FormFields, formSection } from '../../../src/domain/campaigns/campaign-face.js';
import { Texts } from '../../../src/platform/i18n/texts.js';
import { readSignForm } from '../../../src/web/site/read-sign-form.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

const everything: FormFields = {
  country: 'required',
  comment: 'required',
  postcode: 'required',
  role: 'required',
};
let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({ face: { form: everything } });
}, 60_000);

beforeEach(() => world.forms());

afterAll(() => world.close());

const page = async (url = '/c/sample') =>
  (await world.app.inject({ url, headers: { accept: 'text/html' } })).body;

const sign = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url: '/c/sample/signatures',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

const whole = {
  name: 'Parisa',
  email: 'parisa@example.org',
  country: 'DE',
  comment: 'For them.',
  postcode: '۱۰۱۱۵',
  role: 'witness',
};

describe('a campaign that asks for more', () => {
  it('shows every field as one that has to be filled in', async () => {
    const body = await page();
    for (const name of ['country', 'postcode', 'comment']) {
      expect(body).toMatch(
        new RegExp(`<(?:input|select|textarea)(?=[^>]* name="${name}")(?=[^>]* aria-required="true")[^>]*>`),
      );
    }
    expect(body.match(/type="radio"[^>]* name="role"/g)).toHaveLength(3);
    expect(body).not.toContain('<details class="more"');
    expect(body).not.toContain('(optional)');
  });

  it('seals what was given under its keys', async () => {
    expect((await sign(whole)).statusCode).toBe(303);
    const [taken] = await world.forms();
    expect(taken?.form).toMatchObject({
      country: 'DE',
      comment: 'For them.',
      extra: { postcode: '10115', role: 'witness' },
    });
  });

  it('gives the form back with all that was typed, and a message at each field that is missing', async () => {
    const answer = await sign({ ...whole, postcode: '', role: '', country: '', name: 'Suzie <Keen' });
    expect(answer.statusCode).toBe(422);
    for (const [name, message] of [
      ['country', 'Please choose your country.'],
      ['role', 'Please choose one of the three.'],
    ]) {
      expect(answer.body).toContain(`<a href="#f-${name}">${message}</a>`);
      expect(answer.body).toContain(`id="e-${name}">${message}`);
    }
    expect(answer.body).toContain('value="Suzie &lt;Keen"');
    expect(answer.body).toContain('>For them.</textarea>');
    expect(await world.forms()).toEqual([]);
  });

  it('keeps a refused postcode and role in their fields', async () => {
    const answer = await sign({ ...whole, postcode: 'SW1A 1AA', role: 'affected', name: '' });
    expect(answer.body).toMatch(/id="f-postcode"[^>]*value="SW1A 1AA"/);
    expect(answer.body).toMatch(/value="affected"[^>]*checked/);
    expect(answer.body).toContain('This does not look like a postcode of the country you chose.');
  });

  it('tells machines by pointers', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/c/sample/signatures',
      headers: { 'content-type': 'application/json' },
      payload: { name: 'Omid', email: 'omid@example.org', role: 'king', country: 'XX', postcode: ['1', '2'] },
    });
    expect(answer.statusCode).toBe(422);
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/comment',
      '/country',
      '/postcode',
      '/role',
    ]);
  });
});

describe('the fields of a form', () => {
  const read = (fields: Record<string, unknown>, form: Partial<FormFields>) =>
    readSignForm(fields, Texts.in('en'), formSection.parse(form));
  const omid = { name: 'Omid', email: 'omid@example.org' };

  it('may lack a postcode in a country that has none', () => {
    expect(read({ ...omid, country: 'AE' }, { postcode: 'required' }).ok).toBe(true);
    expect(read({ ...omid, country: 'DE' }, { postcode: 'required' })).toMatchObject({
      refused: [{ name: 'postcode', message: 'Please enter your postcode.' }],
    });
    expect(read(omid, { postcode: 'required' }).ok).toBe(false);
  });

  it('are not looked at where the campaign does not ask', () => {
    const sent = { ...omid, country: ['DE', 'FR'], comment: '\u0000', postcode: '<', role: 'king' };
    const off = { country: 'off', comment: 'off', postcode: 'off', role: 'off' } as const;
    expect(read(sent, off)).toMatchObject({ ok: true, fields: { country: null, comment: null } });
  });

  it('may be left out where they are optional', () => {
    expect(read(omid, { postcode: 'optional', role: 'optional' })).toMatchObject({
      ok: true,
      fields: { postcode: '', role: '', country: null, comment: null },
    });
  });
});
