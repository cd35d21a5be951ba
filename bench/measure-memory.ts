import { load, signature } from './load.js';
import { figure, type Finding } from './report.js';
import { CAMPAIGN, databaseOf, requireCount, startService, untilNumber } from './service.js';

const SIGNATURES = 10_000;

/** The one process with all roles: what it holds before and after 10,000 signatures whose mails all went out. */
export async function memory(folder: string): Promise<Finding[]> {
  const service = await startService(folder);
  try {
    const url = databaseOf(folder);
    const before = service.rss();
    const taken = await load(service.url, SIGNATURES, signature(`${CAMPAIGN}/signatures`));
    await untilNumber(url, 'SELECT count(*) FROM intake', (left) => left === 0);
    await untilNumber(
      url,
      `SELECT count(*) FROM message WHERE state = 'accepted'`,
      (sent) => sent === SIGNATURES,
      600_000,
    );
    await requireCount(url, 'SELECT count(*) FROM signature', SIGNATURES);
    const after = service.rss();
    return [
      {
        what: `memory (RSS) of the one process after ${figure(SIGNATURES)} signatures and their mails`,
        vigil: `${figure(after)} MiB`,
        against: `before ${figure(before)} MiB; PostgreSQL beside it (PSS) ${figure(service.pssOfChildren())} MiB`,
        ratio: figure(after / before, 2),
      },
      {
        what: 'POST of a signature to the one process, deciding and mailing meanwhile',
        vigil: `${figure(taken.perSecond)}/s, p99 ${figure(taken.p99)} ms`,
        against: '',
        ratio: '',
      },
    ];
  } finally {
    await service.stop();
  }
}
