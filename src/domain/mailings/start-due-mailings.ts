import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { MailingId } from '../../kernel/id.js';
import { Outbox } from '../../platform/jobs/outbox.js';
import { CancelMailing } from './cancel-mailing.js';
import { timeliness } from './mailing.rules.js';
import { MailingStore } from './mailing.store.js';
import { materialiseMailing } from './mailings.jobs.js';

/** How many mailings one minute looks at. */
const MOST = 500;

/** The minute's look at the schedule: asks for what is due, resumes what was interrupted, ends what is past its grace. */
@Injectable()
export class StartDueMailings {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly cancel: CancelMailing,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Answers how many were asked for. A job lost with its queue is asked for again here. */
  async run(): Promise<number> {
    const due = await this.mailings.due(this.db.manager, this.clock.now(), MOST);
    let asked = 0;
    for (const { id } of due) if (await this.one(id)) asked += 1;
    return asked;
  }

  private async one(id: MailingId): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      if (mailing.state === 'in_review') {
        const missed = timeliness(mailing, this.clock.now()) === 'missed';
        if (missed) await this.cancel.within(tx, null, mailing, 'missed: nobody approved it in time');
        return false;
      }
      if (mailing.state !== 'approved' && mailing.state !== 'materialising') return false;
      await this.outbox.add(tx, materialiseMailing, { mailingId: id }, { dedupe: `materialise:${id}` });
      return true;
    });
  }
}
