import { describe, expect, it } from '@jest/globals';
import { FaultyCampaignFile, type FileFault } from '../../../src/apps/campaign-file/campaign-file.errors.js';
import { readCampaignFile } from '../../../src/apps/campaign-file/read-campaign-file.js';
import { ashraf } from '../../worlds/campaigns.world.js';

/** The shipped file with one thing replaced, its faults, and the line (from 1) on which a text stands in it. */
function broken(
  from: string | RegExp,
  to: string,
): { faults: readonly FileFault[]; lineOf: (text: string) => number } {
  const source = ashraf.replace(from, to);
  expect(source).not.toBe(ashraf);
  const lineOf = (text: string) => source.slice(0, source.indexOf(text)).split('\n').length;
  return { faults: faultsOf(source), lineOf };
}

function faultsOf(source: string): readonly FileFault[] {
  try {
    readCampaignFile(source);
  } catch (error) {
    if (error instanceof FaultyCampaignFile) return error.faults;
    throw error;
  }
  throw new Error('the file was not refused');
}

describe('a faulty campaign file is refused with line, path and reason', () => {
  it('for YAML that cannot be read', () => {
    const { faults, lineOf } = broken('slug: ashraf', 'slug: [ashraf');
    expect(faults[0]?.line).toBeGreaterThanOrEqual(lineOf('slug: [ashraf'));
    expect(faults[0]?.line).toBeLessThanOrEqual(lineOf('slug: [ashraf') + 1);
  });

  it('for a key that stands twice', () => {
    const { faults, lineOf } = broken('statementDate: 2015-09-01', 'statementDate: 2015-09-01\nslug: again');
    expect(faults).toEqual([{ line: lineOf('slug: again'), path: '', reason: 'Map keys must be unique' }]);
  });

  it('for a field of the form that stands otherwise than it can', () => {
    const { faults, lineOf } = broken('slug: ashraf', 'slug: ashraf\nform: { role: maybe, shoe: off }');
    expect(faults).toEqual([
      { line: lineOf('form:'), path: 'form.shoe', reason: 'is not known here' },
      { line: lineOf('form:'), path: 'form.role', reason: 'is not one of: required, optional, off' },
    ]);
  });

  it('for a way out that is no web address', () => {
    const { faults } = broken(
      'slug: ashraf',
      "slug: ashraf\nsafety: { quickExit: true, exitTo: 'javascript:1' }",
    );
    expect(faults).toMatchObject([
      { path: 'safety.exitTo', reason: 'is not an address that begins with https://' },
    ]);
  });

  it('for a key that nobody knows', () => {
    const { faults, lineOf } = broken('    adverse: true', '    adverce: true');
    expect(faults).toEqual([
      { line: lineOf('adverce'), path: 'bodies[5].adverce', reason: 'is not known here' },
    ]);
  });

  it('for a day that does not exist', () => {
    const { faults, lineOf } = broken('on: 2013-09-01', 'on: 2013-02-30');
    expect(faults).toEqual([
      { line: lineOf('on: 2013-02-30'), path: 'timeline[0].on', reason: 'is not a day (YYYY-MM-DD)' },
    ]);
  });

  it('for a language that is missing', () => {
    const { faults } = broken(/\n {6}fa:\n {8}title: پاسخگویی\n.*\n/, '\n');
    expect(faults).toMatchObject([{ path: 'demands[0].texts.fa', reason: 'is missing' }]);
  });

  it('for a body that the file does not describe', () => {
    const { faults, lineOf } = broken(
      'to: [iraq-government, iraq-parliament]',
      'to: [iraq-government, iraq-senate]',
    );
    expect(faults).toEqual([
      {
        line: lineOf('iraq-senate'),
        path: 'demands[3].to[1]',
        reason: 'names iraq-senate, which is no body of this file',
      },
    ]);
  });

  it('for Liquid that a letter cannot have, on the line of the letter', () => {
    const { faults, lineOf } = broken(
      'We respectfully ask you to let us know what has',
      '{{ supporter.email }} {% render "x" %} has',
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      line: lineOf('{% render "x" %}'),
      path: 'letters[0].texts.en.body',
    });
    const { faults: others, lineOf: line } = broken('{{ salutation }}', '{{ salutaton }}');
    expect(others).toEqual([
      {
        line: line('{{ salutaton }}'),
        path: 'letters[0].texts.en.body',
        reason: 'names a variable that such a letter does not have: salutaton',
      },
    ]);
  });

  it('for a seat whose language a letter is not written in', () => {
    const { faults } = broken(
      'email: high-commissioner@unhcr.example\n        language: en',
      'email: high-commissioner@unhcr.example\n        language: ar',
    );
    expect(faults.map(({ path }) => path)).toEqual([
      'bodies[1].seats[0].offices.ar',
      'bodies[1].seats[0].salutations.ar',
      'letters[1].texts.ar',
    ]);
  });

  it('for an anniversary of a letter that is not there, and a zone that is not one', () => {
    const { faults } = broken(
      'zone: Asia/Baghdad\n    horizonDays: 30',
      'zone: Asia/Bagdad\n    horizonDays: 30',
    );
    expect(faults).toMatchObject([{ path: 'anniversaries[0].zone', reason: 'is not an IANA zone' }]);
    expect(broken('letters: [anniversary-to-bodies', 'letters: [anniversary').faults).toMatchObject([
      { path: 'anniversaries[0].letters[0]', reason: 'names anniversary, which is no letter of this file' },
    ]);
  });

  it('for a fact without a day and without words in its place', () => {
    const { faults } = broken('        undated: Before and after\n', '');
    expect(faults).toMatchObject([{ path: 'timeline[7].texts.en.undated' }]);
  });

  it('for everything at once, in the order of the file', () => {
    const source = ashraf
      .replace('vigil: 1', 'vigil: 2')
      .replace('kind: accountability', 'kind: revenge')
      .replace('email: secretary-general@un.example', 'email: nobody')
      .replace('{{ salutation }}', '{{ salutaton }}');
    const faults = faultsOf(source);
    expect(faults.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'vigil is not one of: 1',
      'demands[0].kind is not one of: accountability, protection, release, rights, remedy, other',
      'bodies[0].seats[0].email is not an e-mail address',
      'letters[0].texts.en.body names a variable that such a letter does not have: salutaton',
    ]);
    const lines = faults.map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });

  it.each([
    ['nothing', ''],
    ['a list', '- a\n- b\n'],
    ['a number', '42'],
    ['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${bomb()}`],
    ['something very deep', '['.repeat(20_000)],
    ['something very long', `# ${'x'.repeat(2_000_001)}`],
    ['zero bytes', 'slug: "a\\0b"\n'],
  ])('when it holds %s', (_, source) => {
    expect(faultsOf(source).length).toBeGreaterThan(0);
  });
});

function bomb(): string {
  const letters = Array.from('abcdefghi');
  return letters
    .slice(1)
    .map(
      (name, place) => `${name}: &${name} [${`*${letters[place] ?? ''},`.repeat(9)}*${letters[place] ?? ''}]`,
    )
    .join('\n');
}
