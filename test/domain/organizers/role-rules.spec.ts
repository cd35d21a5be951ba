import { describe, expect, it } from '@jest/globals';
import {
  may,
  OPERATOR,
  type Organizer,
  require as permit,
  roles,
} from '../../../src/domain/organizers/role.rules.js';
import { newId } from '../../../src/kernel/id.js';

const somebody = (administrator = false): Organizer => ({
  id: newId<'organizer'>(),
  email: 'a@example.org',
  name: 'A',
  locale: 'en',
  administrator,
});
type Act = Exclude<keyof ReturnType<typeof may>, 'grantRole'>;
const acts = Object.keys(may(OPERATOR)).filter((act): act is Act => act !== 'grantRole');
const allowed = (act: Act) => roles.filter((role) => may(somebody(), role)[act]() === 'allowed');

describe('what a role may', () => {
  it.each<[Act, string[]]>([
    ['approveLetter', ['owner', 'organizer']],
    ['approveMailing', ['owner', 'organizer']],
    ['setDemandStatus', ['owner', 'organizer']],
    ['releaseAnswer', ['owner', 'organizer']],
    ['editCampaign', ['owner']],
    ['openCampaign', ['owner']],
    ['closeCampaign', ['owner']],
    ['moderateSignatures', ['owner', 'organizer', 'moderator']],
    ['seeCampaign', ['owner', 'organizer', 'moderator', 'viewer']],
  ])('%s: %j', (act, expected) => {
    expect(allowed(act)).toEqual(expected);
  });

  it('grows from viewer to owner: who is more may all that who is less may', () => {
    for (const act of acts) {
      const may_ = allowed(act);
      expect([act, may_]).toEqual([act, roles.slice(0, may_.length)]);
    }
  });

  it('is nothing at all without a role, not even for an administrator', () => {
    const campaigns = acts.filter((act) => may(somebody(), 'owner')[act]() === 'allowed');
    for (const act of campaigns) expect([act, may(somebody(true), null)[act]()]).toEqual([act, 'unseen']);
  });

  it('is never the operator’s where two people are needed', () => {
    for (const act of ['submitLetter', 'approveLetter', 'submitMailing', 'approveMailing'] as const) {
      expect([act, may(OPERATOR)[act]()]).toEqual([act, 'unseen']);
    }
  });
});

describe('a refusal', () => {
  it('is like an unknown id to a stranger, and plain to a member', () => {
    expect(() => {
      permit('unseen');
    }).toThrow(expect.objectContaining({ kind: 'not-found' }));
    expect(() => {
      permit('forbidden');
    }).toThrow(expect.objectContaining({ kind: 'forbidden' }));
    expect(() => {
      permit('allowed');
    }).not.toThrow();
  });
});
