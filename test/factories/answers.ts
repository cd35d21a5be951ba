import { randomBytes } from 'node:crypto';
import { inboundAad } from '../../src/domain/dispatch/inbound-aad.js';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import { ApproveMailing } from '../../src/domain/mailings/approve-mailing.js';
import { MaterialiseMailing } from '../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../src/domain/mailings/plan-mailing.js';
import { SubmitMailing } from '../../src/domain/mailings/submit-mailing.js';
import type { LetterId } from '../../src/kernel/id.js';
import { encryptField } from '../../src/platform/crypto/field.js';
import { rows } from '../../src/platform/database/sql.js';
import type { LettersWorld } from '../worlds/letters.world.js';

/** Mails a letter and answers it: a mail of the ally's office, sealed as what comes in is. Answers the mail's id. */
export async function mailOfTheAlly(world: LettersWorld, letterId: LetterId): Promise<string> {
  const { id: mailing } = await world.get(PlanMailing).run(world.anna, {
    campaignId: world.campaignId,
    letterId,
    sendAt: world.clock.now(),
    zone: 'UTC',
    acknowledgeOldStatuses: true,
  });
  const { sha256 } = await world.get(SubmitMailing).run(world.anna, mailing);
  await world.get(ApproveMailing).run(world.omid, mailing, sha256 ?? '');
  await world.get(MaterialiseMailing).run(mailing);
  const [message] = await rows<{ id: string }>(
    world.db.manager,
    `SELECT m.id FROM message m JOIN seat s ON s.id = m.ref JOIN body b ON b.id = s.body_id
      WHERE b.key = 'ally' AND m.scope = $1`,
    [world.campaignId],
  );
  const ring = await world.get(ScopeKeys).ring(world.campaignId);
  const id = crypto.randomUUID();
  const mail = Buffer.from('From: desk@ally.example\r\nSubject: Re: Appeal\r\n\r\nWe look into it.\r\n');
  const sealed = encryptField(ring.dataKey(ring.epoch), inboundAad(world.campaignId, id), mail);
  await world.db.query(
    `INSERT INTO inbound_event (id, report_sha256, source, kind, message_id, scope, epoch, report, received_on)
     VALUES ($1, $2, 'smtp', 'reply', $3, $4, $5, $6, '2026-11-23')`,
    [id, randomBytes(32), message?.id, world.campaignId, ring.epoch, sealed],
  );
  return id;
}
