import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { PublishNames } from './publish-names.js';
import { publishNames } from './signatures.jobs.js';

/** Publishes until no name is due. */
@Handles(publishNames)
export class PublishNamesHandler implements Handler<typeof publishNames> {
  constructor(private readonly publish: PublishNames) {}

  async run(): Promise<void> {
    while ((await this.publish.run()) > 0);
  }
}
