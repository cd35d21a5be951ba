import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { AuditLog } from '../../../src/domain/audit/audit-log.js';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { GrantRole } from '../../../src/domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../../src/domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../../src/domain/organizers/issue-sign-in-link.js';
import { OrganizerStore } from '../../../src/domain/organizers/organizer.store.js';
import { SessionStore } from '../../../src/domain/organizers/session.store.js';
import { Sessions } from '../../../src/domain/organizers/sessions.js';
import { SignIn } from '../../../src/domain/organizers/sign-in.js';
import { SignOut } from '../../../src/domain/organizers/sign-out.js';
import { type CampaignId, newId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

const MINUTE = 60_000;
const clock = new FakeClock();
let db: TestDatabase;
let console_: DataSource;
let invite: InviteOrganizer;
let issue: IssueSignInLink;
let signIn: SignIn;
let signOut: SignOut;
let sessions: Sessions;
let grant: GrantRole;
const organizers = new OrganizerStore();

beforeAll(async () => {
  db = await freshDatabase();
  console_ = await db.dataSource('vigil_console');
  const audit = new AuditLog(new AuditStore(), clock);
  const store = new SessionStore();
  invite = new InviteOrganizer(console_, organizers, audit, clock);
  issue = new IssueSignInLink(console_, organizers, store, audit, clock);
  signIn = new SignIn(console_, organizers, store, audit, clock);
  signOut = new SignOut(console_, store);
  sessions = new Sessions(console_, store, clock);
  grant = new GrantRole(console_, organizers, audit, clock);
  await invite.run('operator', {
    email: 'Parvaneh@example.org',
    name: 'Parvaneh',
    locale: 'fa',
    administrator: true,
  });
  await invite.run('operator', { email: 'samira@example.org', name: 'Samira', locale: 'ar' });
});

afterAll(() => db.close());

describe('a sign-in link', () => {
  it('signs in once, and is stored nowhere', async () => {
    const token = await tokenFor('parvaneh@EXAMPLE.org');
    const { session, organizer } = await signIn.run(token);
    expect(organizer.email).toBe('Parvaneh@example.org');
    expect(await sessions.find(session)).toEqual(organizer);
    await expect(signIn.run(token)).rejects.toMatchObject({ kind: 'gone', code: 'sign-in-link-invalid' });
    const stored = JSON.stringify([
      await console_.query('SELECT * FROM sign_in_link'),
      await console_.query('SELECT * FROM session'),
      await console_.query('SELECT * FROM audit_entry'),
    ]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(session);
  });

  it('works for one of two who use it at the same moment', async () => {
    const token = await tokenFor('samira@example.org');
    const outcomes = await Promise.allSettled([signIn.run(token), signIn.run(token), signIn.run(token)]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('holds for fifteen minutes', async () => {
    const [early, late] = [await tokenFor('samira@example.org'), await tokenFor('samira@example.org')];
    clock.advance(15 * MINUTE - 1);
    await expect(signIn.run(early)).resolves.toBeDefined();
    clock.advance(1);
    await expect(signIn.run(late)).rejects.toMatchObject({ code: 'sign-in-link-invalid' });
  });

  it('is refused to a stranger and by a stranger', async () => {
    await expect(issue.run('operator', 'nobody@example.org')).rejects.toMatchObject({ kind: 'not-found' });
    const samira = await organizers.getByEmail(console_.manager, 'samira@example.org');
    await expect(issue.run(samira, 'parvaneh@example.org')).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a session', () => {
  it('ends after half an hour without a request', async () => {
    const { session } = await signIn.run(await tokenFor('samira@example.org'));
    clock.advance(29 * MINUTE);
    expect(await sessions.find(session)).not.toBeNull();
    clock.advance(29 * MINUTE);
    expect(await sessions.find(session)).not.toBeNull();
    clock.advance(31 * MINUTE);
    expect(await sessions.find(session)).toBeNull();
  });

  it('ends after twelve hours, however busy', async () => {
    const { session } = await signIn.run(await tokenFor('samira@example.org'));
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock.advance(20 * MINUTE);
      expect(await sessions.find(session)).not.toBeNull();
    }
    clock.advance(20 * MINUTE);
    expect(await sessions.find(session)).toBeNull();
  });

  it('is replaced at the next sign-in and ended by signing out', async () => {
    const first = await signIn.run(await tokenFor('samira@example.org'));
    const second = await signIn.run(await tokenFor('samira@example.org'), first.session);
    expect(await sessions.find(first.session)).toBeNull();
    expect(second.session).not.toBe(first.session);
    await signOut.run(second.session);
    expect(await sessions.find(second.session)).toBeNull();
  });
});

describe('a role', () => {
  const campaignId = newId<'campaign'>() as CampaignId;

  it('is given by the operator, then by an owner, and holds in one campaign', async () => {
    await grant.run('operator', { email: 'parvaneh@example.org', campaignId, role: 'owner' });
    const owner = await organizers.getByEmail(console_.manager, 'parvaneh@example.org');
    await grant.run(owner, { email: 'samira@example.org', campaignId, role: 'viewer' });
    const samira = await organizers.getByEmail(console_.manager, 'samira@example.org');
    expect(await organizers.roleIn(console_.manager, samira.id, campaignId)).toBe('viewer');
    expect(await organizers.roleIn(console_.manager, samira.id, newId<'campaign'>())).toBeNull();
    await expect(
      grant.run(samira, { email: 'samira@example.org', campaignId, role: 'owner' }),
    ).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(
      grant.run(samira, { email: 'samira@example.org', campaignId: newId<'campaign'>(), role: 'owner' }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is not what an administrator can take for themselves', async () => {
    const administrator = await organizers.getByEmail(console_.manager, 'parvaneh@example.org');
    await expect(
      grant.run(administrator, {
        email: administrator.email,
        campaignId: newId<'campaign'>(),
        role: 'owner',
      }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('an invitation', () => {
  it('keeps who is there already', async () => {
    const again = await invite.run('operator', { email: 'SAMIRA@example.org', name: 'Other', locale: 'en' });
    expect(again).toMatchObject({ name: 'Samira', locale: 'ar', administrator: false });
  });

  it.each(['no address', 'a@b', 'x@example.org\r\nBcc: y@example.org'])('refuses %j', async (email) => {
    await expect(invite.run('operator', { email, name: 'X', locale: 'en' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('is refused to who runs nothing', async () => {
    const samira = await organizers.getByEmail(console_.manager, 'samira@example.org');
    await expect(
      invite.run(samira, { email: 'new@example.org', name: 'New', locale: 'en' }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

async function tokenFor(email: string): Promise<string> {
  return (await issue.run('operator', email)).replace('/console/sign-in/', '');
}
