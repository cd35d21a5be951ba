import { Injectable } from '@nestjs/common';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { SendingIdentity } from '../../platform/mail/sending-identity.js';
import type { SendingFacts } from './first-sending.rules.js';

/** A way of sending as it was last used. */
export interface SendingIdentityRow extends SendingFacts {
  readonly fingerprint: Buffer;
  /** Null is the embedded mailbox. */
  readonly relay: string | null;
  readonly sender: string;
  readonly bounceDomain: string | null;
  readonly dkim: readonly string[];
  readonly testRef: string | null;
  /** The organizer whom the last test mail was for. */
  readonly testedWith: string | null;
  readonly testedAt: Date | null;
}

/** A test mail that leaves: what it carries is known by its hashes only. */
export interface SendingTest {
  readonly ref: string;
  readonly organizerId: string;
  readonly tokenHash: Buffer;
  readonly codeHash: Buffer;
  readonly at: Date;
  readonly expiresAt: Date;
}

const COLUMNS = `fingerprint, relay, sender, bounce_domain AS "bounceDomain", dkim, exemption, missing,
  test_ref AS "testRef", tested_with AS "testedWith", tested_at AS "testedAt", test_expires_at AS "testExpiresAt",
  proved_at AS "provedAt"`;

/** The ways of sending, and what is proved of each. */
@Injectable()
export class SendingIdentityStore {
  /** A worker sends by it from now on. */
  async use(tx: Tx, identity: SendingIdentity, now: Date): Promise<void> {
    const { fingerprint, relay, from, bounceDomain, dkim, exemption, missing } = identity;
    await tx.query(
      `INSERT INTO sending_identity (fingerprint, relay, sender, bounce_domain, dkim, exemption, missing, used_since)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (fingerprint) DO UPDATE SET exemption = $6, missing = $7, used_since = $8`,
      [fingerprint, relay, from, bounceDomain, dkim, exemption, missing, now],
    );
  }

  async find(tx: Tx, fingerprint: Buffer): Promise<SendingIdentityRow | null> {
    const [row] = await rows<SendingIdentityRow>(
      tx,
      `SELECT ${COLUMNS} FROM sending_identity WHERE fingerprint = $1`,
      [fingerprint],
    );
    return row ?? null;
  }

  /** The one by which the worker that started last sends; null before any has. */
  async inUse(tx: Tx): Promise<SendingIdentityRow | null> {
    const [row] = await rows<SendingIdentityRow>(
      tx,
      `SELECT ${COLUMNS} FROM sending_identity ORDER BY used_since DESC, fingerprint LIMIT 1`,
    );
    return row ?? null;
  }

  /** The same, kept from changing until the transaction ends. */
  async lockInUse(tx: Tx): Promise<SendingIdentityRow | null> {
    const [row] = await rows<SendingIdentityRow>(
      tx,
      `SELECT ${COLUMNS} FROM sending_identity ORDER BY used_since DESC, fingerprint LIMIT 1 FOR UPDATE`,
    );
    return row ?? null;
  }

  /** Remembers a test in place of the one before. */
  async setTest(tx: Tx, fingerprint: Buffer, test: SendingTest): Promise<void> {
    await tx.query(
      `UPDATE sending_identity SET test_ref = $2, tested_with = $3, token_hash = $4, code_hash = $5, tested_at = $6,
              test_expires_at = $7 WHERE fingerprint = $1`,
      [fingerprint, test.ref, test.organizerId, test.tokenHash, test.codeHash, test.at, test.expiresAt],
    );
  }

  /**
   * The test whose mail carried what somebody shows arrived: what it was sent by is proved. Null where there is none
   * that still holds; shown again, it answers the same.
   */
  async prove(
    tx: Tx,
    shown: { readonly tokenHash: Buffer } | { readonly codeHash: Buffer },
    now: Date,
  ): Promise<SendingIdentityRow | null> {
    const column = 'tokenHash' in shown ? 'token_hash' : 'code_hash';
    const [row] = await rows<SendingIdentityRow>(
      tx,
      `UPDATE sending_identity SET proved_at = coalesce(proved_at, $2)
        WHERE ${column} = $1 AND test_expires_at > $2 RETURNING ${COLUMNS}`,
      ['tokenHash' in shown ? shown.tokenHash : shown.codeHash, now],
    );
    return row ?? null;
  }
}
