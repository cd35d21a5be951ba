import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sha256 } from '../../platform/crypto/mac.js';
import type { InboundReport } from '../../platform/mail/inbound/inbound-report.js';
import { readInbound } from '../../platform/mail/inbound/read-inbound.js';
import { FindReported } from './find-reported.js';
import { TakeReport } from './take-report.js';

/** A mail that came in: as it was received, and for which addresses. */
export interface InboundMail {
  readonly source: 'smtp' | 'imap';
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** What a mail was taken for. */
export interface TakenInbound {
  readonly kind: InboundReport['kind'];
  /** It came before, and nothing was done. */
  readonly isKnown: boolean;
  /** It names a message of ours. */
  readonly isOurs: boolean;
}

/**
 * Takes in what others answer to our mail: bounces, complaints, programs' answers and people's. Each report counts
 * once, however often it comes.
 */
@Injectable()
export class TakeInbound {
  constructor(
    private readonly db: DataSource,
    private readonly reported: FindReported,
    private readonly reports: TakeReport,
  ) {}

  /** Answers what it was taken for; what it changes is durable by then. */
  async run({ source, to, raw }: InboundMail): Promise<TakenInbound> {
    const report = await readInbound(raw);
    const marks = await this.reported.marks(report, to);
    return this.db.transaction(async (tx) => {
      const message = await this.reported.lock(tx, marks);
      const isNew = await this.reports.run(tx, { source, report, sha256: sha256(raw), raw }, message);
      return { kind: report.kind, isKnown: !isNew, isOurs: message !== null };
    });
  }
}
