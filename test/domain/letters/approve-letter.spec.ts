import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApprovalStore } from '../../../src/domain/letters/approval.store.js';
import { ApproveLetter } from '../../../src/domain/letters/approve-letter.js';
import { ImportLetters } from '../../../src/domain/letters/import-letters.js';
import {
  ContentChanged,
  FaultyLetter,
  LetterStateConflict,
  SelfApproval,
} from '../../../src/domain/letters/letter.errors.js';
import { LetterStore, type LetterVersion } from '../../../src/domain/letters/letter.store.js';
import { ListLetters } from '../../../src/domain/letters/list-letters.js';
import { ReturnLetter } from '../../../src/domain/letters/return-letter.js';
import { SaveLetterVersion } from '../../../src/domain/letters/save-letter-version.js';
import { SubmitLetter } from '../../../src/domain/letters/submit-letter.js';
import { Forbidden, NotAMember } from '../../../src/domain/organizers/role.rules.js';
import type { LetterVersionId } from '../../../src/kernel/id.js';
import { smallLetters } from '../../factories/letters.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LettersWorld } from '../../worlds/letters.world.js';

let database: TestDatabase;
let world: LettersWorld;

beforeAll(async () => {
  database = await freshDatabase();
  world = await (
    await LettersWorld.on(await database.dataSource('vigil_console'), new FakeClock())
  ).withCampaign();
});

afterAll(async () => {
  await world.close();
  await database.close();
});

const versions = async (key: string): Promise<LetterVersion[]> =>
  (await world.get(ListLetters).run(world.vera, world.campaignId)).filter((version) => version.key === key);

const save = (body: string): Promise<LetterVersionId> =>
  world.get(SaveLetterVersion).run(world.anna, world.campaignId, 'appeal', { en: { subject: 'S', body } });

const submit = (id: LetterVersionId) => world.get(SubmitLetter).run(world.anna, id);

describe('a letter', () => {
  it('comes with the file as a draft, and the same file again changes nothing', async () => {
    const again = () =>
      world.db.transaction((tx) => world.get(ImportLetters).run(tx, world.campaignId, smallLetters()));
    expect((await again()).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    const [only, ...others] = await versions('appeal');
    expect(only).toMatchObject({ number: 1, state: 'draft', authorId: null });
    expect(others).toEqual([]);
  });

  it('whose text changed in the file gets a new version', async () => {
    const changed = smallLetters().map((letter) =>
      letter.key === 'news'
        ? { ...letter, texts: { en: { subject: 'New', body: 'Dear {{ name }}' } } }
        : letter,
    );
    const imported = await world.db.transaction((tx) =>
      world.get(ImportLetters).run(tx, world.campaignId, changed),
    );
    expect(imported.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'new-version']);
    expect((await versions('news')).map(({ number }) => number)).toEqual([2, 1]);
  });

  it('is refused with language and line when it names what it may not', async () => {
    const act = save('Dear\n{{ supporter.email }}');
    await expect(act).rejects.toThrow(FaultyLetter);
    await expect(act).rejects.toThrow('letter appeal, en, body, line 2: unknown-variable supporter.email');
    await expect(save('{{ anniversary.ordinal }}')).rejects.toThrow('unknown-variable');
  });

  it('is approved neither by its author nor by its submitter, nor by a viewer, and only as it was seen', async () => {
    const id = await save('Dear {{ body.name }}');
    const { sha256 } = await submit(id);
    const approve = world.get(ApproveLetter);
    await expect(approve.run(world.anna, id, sha256)).rejects.toThrow(SelfApproval);
    await expect(approve.run(world.vera, id, sha256)).rejects.toThrow(Forbidden);
    await expect(
      approve.run({ ...world.omid, id: crypto.randomUUID() as never }, id, sha256),
    ).rejects.toThrow(NotAMember);
    await expect(approve.run(world.omid, id, 'f'.repeat(64))).rejects.toThrow(ContentChanged);
    expect((await approve.run(world.omid, id, sha256)).state).toBe('approved');
    expect(await world.get(ApprovalStore).find(world.db.manager, 'letter-version', id)).toMatchObject({
      sha256,
      approvedBy: world.omid.id,
    });
  });

  it('written by one and submitted by the other is approved by neither', async () => {
    const id = await save('Dear {{ body.name }}, both');
    const { sha256 } = await world.get(SubmitLetter).run(world.omid, id);
    await expect(world.get(ApproveLetter).run(world.omid, id, sha256)).rejects.toThrow(SelfApproval);
    await expect(world.get(ApproveLetter).run(world.anna, id, sha256)).rejects.toThrow(SelfApproval);
  });

  it('has one approved version: the next retires it and voids its approval', async () => {
    const [before] = (await versions('appeal')).filter(({ state }) => state === 'approved');
    const id = await save('Dear {{ body.name }}, again');
    const { sha256 } = await submit(id);
    await world.get(ApproveLetter).run(world.omid, id, sha256);
    const after = await versions('appeal');
    expect(after.filter(({ state }) => state === 'approved').map((version) => version.id)).toEqual([id]);
    expect(after.find((version) => version.id === before!.id)?.state).toBe('retired');
    expect(await world.get(ApprovalStore).find(world.db.manager, 'letter-version', before!.id)).toBeNull();
    expect(await world.get(LetterStore).approved(world.db.manager, before!.letterId)).toMatchObject({ id });
  });

  it('that is returned keeps its note and moves no more', async () => {
    const id = await save('Dear {{ body.name }}, once');
    await submit(id);
    await world.get(ReturnLetter).run(world.omid, id, 'too short');
    const [found] = (await versions('appeal')).filter((version) => version.id === id);
    expect(found).toMatchObject({ state: 'returned', returnedNote: 'too short' });
    await expect(submit(id)).rejects.toThrow(LetterStateConflict);
  });

  it('never changes its text: the database roles cannot', async () => {
    const [version] = await versions('appeal');
    await expect(
      world.db.query(`UPDATE letter_version SET texts = '{}' WHERE id = $1`, [version!.id]),
    ).rejects.toThrow('permission denied');
    await expect(world.db.query('UPDATE approval SET approved_by = $1', [world.anna.id])).rejects.toThrow(
      'permission denied',
    );
  });
});
