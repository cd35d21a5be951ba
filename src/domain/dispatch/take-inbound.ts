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

  /** Answers what it was taken for; `known`: it came before and nothing was done. */
  async run({ source, to, raw }: InboundMail): Promise<InboundReport['kind'] | 'known'> {
    const report = await readInbound(raw);
    const marks = await this.reported.marks(report, to);
    return this.db.transaction(async (tx) => {
      const message = await this.reported.lock(tx, marks);
      const taken = await this.reports.run(tx, { source, report, sha256: sha256(raw), raw }, message);
      return taken ? report.kind : 'known';
    });
  }
}
