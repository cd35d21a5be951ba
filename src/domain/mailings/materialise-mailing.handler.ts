import type { MailingId } from '../../kernel/id.js';
import type { PayloadOf } from '../../platform/jobs/define-job.js';
import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { materialiseMailing } from './mailings.jobs.js';
import { MaterialiseMailing } from './materialise-mailing.js';

@Handles(materialiseMailing)
export class MaterialiseMailingHandler implements Handler<typeof materialiseMailing> {
  constructor(private readonly materialise: MaterialiseMailing) {}

  async run({ mailingId }: PayloadOf<typeof materialiseMailing>): Promise<void> {
    await this.materialise.run(mailingId as MailingId);
  }
}
