import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApprovalStore } from '../../../src/domain/letters/approval.store.js';
import { ContentChanged, SelfApproval } from '../../../src/domain/letters/letter.errors.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { CancelMailing } from '../../../src/domain/mailings/cancel-mailing.js';
import { ChangeMailing } from '../../../src/domain/mailings/change-mailing.js';
import { LetterNotApproved, OldStatuses, TimeIsPast } from '../../../src/domain/mailings/mailing.errors.js';
import type { Mailing } from '../../../src/domain/mailings/mailing.store.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { PreviewMailing } from '../../../src/domain/mailings/preview-mailing.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { Forbidden } from '../../../src/domain/organizers/role.rules.js';
import type { LetterId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LettersWorld } from '../../worlds/letters.world.js';

let database: TestDatabase;
let world: LettersWorld;
let letterId: LetterId;
const clock = new FakeClock(new Date('2026-08-01T12:00:00Z'));

beforeAll(async () => {
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource('vigil_console'), clock)).withCampaign();
  letterId = await world.approvedLetter('appeal');
});

afterAll(async () => {
  await world.close();
  await database.close();
});

const plan = (more = {}): Promise<Mailing> =>
  world.get(PlanMailing).run(world.anna, {
    campaignId: world.campaignId,
    letterId,
    sendAt: new Date('2026-09-01T06:00:00Z'),
    zone: 'Asia/Baghdad',
    acknowledgeOldStatuses: true,
    ...more,
  });

const submitted = async (): Promise<Mailing> => world.get(SubmitMailing).run(world.anna, (await plan()).id);

describe('a mailing', () => {
  it('asks for a word on statuses older than a year, and names them', async () => {
    const act = plan({ acknowledgeOldStatuses: false });
    await expect(act).rejects.toThrow(OldStatuses);
    await expect(act).rejects.toThrow('release (as of 2015-09-01), rights (as of 2015-09-01)');
  });

  it('is planned only of an approved letter and for a time to come', async () => {
    await expect(plan({ sendAt: new Date('2026-07-01T06:00:00Z') })).rejects.toThrow(TimeIsPast);
    const { LetterStore } = await import('../../../src/domain/letters/letter.store.js');
    const other = await world.get(LetterStore).getByKey(world.db.manager, world.campaignId, 'anniversary');
    await expect(plan({ letterId: other.id })).rejects.toThrow(LetterNotApproved);
  });

  it('is not planned by hand of a letter that its anniversary sends', async () => {
    const keeping = await world.approvedLetter('anniversary');
    await expect(plan({ letterId: keeping })).rejects.toThrow('cannot be mailed by hand');
  });

  it('shows each seat its own letter, and an adverse body totals only', async () => {
    const mailing = await submitted();
    const { seats, figures, oldStatuses } = await world.get(PreviewMailing).run(world.omid, mailing.id);
    expect(figures).toMatchObject({ count: 0, countAsOf: '2026-08-01', letterDate: '2026-09-01' });
    expect(figures.demands[0]).toMatchObject({ key: 'release', daysOpen: 4748, asOf: '2015-09-01' });
    expect(oldStatuses).toHaveLength(2);
    const by = Object.fromEntries(seats.map((seat) => [seat.address, seat]));
    expect(Object.keys(by).sort()).toEqual([
      'office@ally.example',
      'premier@accused.example',
      'president@ally.example',
    ]);
    expect(by['president@ally.example']).toMatchObject({ locale: 'en', disclosure: 'names' });
    expect(by['president@ally.example']?.text).toContain('Madam President,');
    expect(by['president@ally.example']?.text).toContain('4,748 days, unmet as of 1 September 2015');
    expect(by['president@ally.example']?.text).toContain('Title of rights');
    expect(by['office@ally.example']?.text).toContain('سرکار خانم،');
    expect(by['office@ally.example']?.html).toContain('dir="rtl"');
    const adverse = by['premier@accused.example'];
    expect(adverse).toMatchObject({ locale: 'ar', disclosure: 'totals' });
    expect(adverse?.text).toContain('دولة الرئيس،');
    expect(adverse?.text).toContain('عنوان release');
    expect(adverse?.text).not.toContain('rights');
  });

  it('is approved by another person who saw exactly this', async () => {
    const mailing = await submitted();
    const approve = world.get(ApproveMailing);
    await expect(approve.run(world.anna, mailing.id, mailing.sha256!)).rejects.toThrow(SelfApproval);
    await expect(approve.run(world.vera, mailing.id, mailing.sha256!)).rejects.toThrow(Forbidden);
    await expect(approve.run(world.omid, mailing.id, '0'.repeat(64))).rejects.toThrow(ContentChanged);
    const approved = await approve.run(world.omid, mailing.id, mailing.sha256!);
    expect(approved.state).toBe('approved');
    await expect(approve.run(world.omid, mailing.id, mailing.sha256!)).rejects.toThrow('approved');
  });

  it('is not approved when a stored letter was changed behind its back', async () => {
    const mailing = await submitted();
    await world.db.query(
      `UPDATE mailing_seat SET text_part = text_part || ' and more' WHERE mailing_id = $1`,
      [mailing.id],
    );
    await expect(world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!)).rejects.toThrow(
      ContentChanged,
    );
  });

  it('loses its approval by any edit', async () => {
    const mailing = await submitted();
    await world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!);
    const edited = await world.get(ChangeMailing).run(world.anna, mailing.id, {
      sendAt: new Date('2026-09-02T06:00:00Z'),
    });
    expect(edited).toMatchObject({ state: 'draft', sha256: null });
    expect(await world.get(ApprovalStore).find(world.db.manager, 'mailing', mailing.id)).toBeNull();
    const again = await world.get(SubmitMailing).run(world.anna, mailing.id);
    expect(again.sha256).not.toBe(mailing.sha256);
    expect(again.figures?.letterDate).toBe('2026-09-02');
    await expect(world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!)).rejects.toThrow(
      ContentChanged,
    );
  });

  it('that is cancelled never leaves, and says why', async () => {
    const mailing = await submitted();
    await world.get(CancelMailing).run(world.omid, mailing.id);
    await expect(world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!)).rejects.toThrow(
      'cancelled',
    );
  });
});
