import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTurn, ratioOf, told } from './in-turn.js';
import { figure, type Finding } from './report.js';
import { CAMPAIGN, startService, startYardstick } from './service.js';

const AMOUNT = 20_000;

/** The campaign's page against a bare Fastify that answers the same bytes. */
export async function pages(folder: string): Promise<Finding[]> {
  const service = await startService(join(folder, 'data'));
  const bytes = Buffer.from(await (await fetch(`${service.url}${CAMPAIGN}`)).arrayBuffer());
  const page = join(folder, 'page.html');
  writeFileSync(page, bytes);
  const yardstick = await startYardstick(page);
  try {
    const { vigil, bare } = await inTurn(service, yardstick, AMOUNT, {
      method: 'GET',
      path: CAMPAIGN,
    });
    return [
      {
        what: `campaign page, ${figure(bytes.length / 1_024)} KiB, 50 connections`,
        vigil: told(vigil),
        against: `bare Fastify, same bytes: ${told(bare)}`,
        ratio: ratioOf(vigil, bare),
      },
    ];
  } finally {
    await yardstick.stop();
    await service.stop();
  }
}
