import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PublicFoundationModule } from '../../src/apps/public-foundation.module.js';
import { RemindPending } from '../../src/domain/signatures/remind-pending.js';
import { groupedCode } from '../../src/platform/crypto/token.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { createHttp } from '../../src/platform/http/create-http.js';
import { errorPage } from '../../src/web/parts/error.view.js';
import { SiteModule } from '../../src/web/site/site.module.js';
import { SigningWorld } from '../worlds/signing.world.js';

@Module({ imports: [SiteModule] })
class SiteOnlyModule {}

let world: SigningWorld;
let site: NestFastifyApplication;

beforeAll(async () => {
  world = await SigningWorld.open();
  const log = openLog('error', { write: () => undefined });
  const config = loadConfig({});
  const webDatabase = world.database.webDatabase();
  const foundation = PublicFoundationModule.on({ config, clock: world.clock, log, webDatabase });
  site = await createHttp({ module: SiteOnlyModule, imports: [foundation] }, { config, log, errorPage });
  await site.init();
  await site.getHttpAdapter().getInstance().ready();
}, 60_000);

afterAll(async () => {
  await site.close();
  await world.close();
});

const get = (url: string) => site.inject({ url, headers: { accept: 'text/html' } });

async function post(url: string, fields: Record<string, string> = {}) {
  const answer = await site.inject({
    method: 'POST',
    url,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  await world.decide();
  return answer;
}

const kinds = async () => (await world.mails()).map(({ kind }) => kind);

describe('a supporter minds their own signature', () => {
  it('from the reminder to the code, the fresh link, the changes, the file and the end', async () => {
    await world.db.query('UPDATE campaign SET reminder = true');
    const signed = { name: 'Suzi Keen', email: 'suzie@example.org', visibility: 'name', news: 'yes' };
    expect((await post('/c/sample/signatures', { ...signed, locale: 'en' })).statusCode).toBe(303);
    world.clock.advance(25 * 3_600_000);
    expect(await world.get(RemindPending).run()).toBe(1);
    expect(await kinds()).toEqual(['confirmation', 'confirmation']);

    const { code } = await world.newestTokens();
    const thanks = await post('/confirm', { code: groupedCode(code) });
    expect(thanks.statusCode).toBe(200);
    expect(thanks.body).toContain('href="/me"');
    expect((await world.counted()).confirmed).toBe(1);

    expect((await post('/me', { email: 'suzie@example.org' })).statusCode).toBe(200);
    expect(await kinds()).toEqual(['confirmation', 'confirmation', 'my-page']);
    const { me } = await world.newestTokens();
    const changes = { name: 'Suzie Keen', comment: 'For them.', visibility: 'counted', news: 'no' };
    expect((await post(`/me/${me}`, changes)).body).toContain('will be done within a minute');
    expect((await get(`/me/${me}`)).body).toContain('For them.');
    const file = (await get(`/me/${me}/export`)).json<{ signature: object; person: object }>();
    expect(file.signature).toMatchObject({ state: 'confirmed', visibility: 'counted', news: false });
    expect(file.person).toMatchObject({ name: 'Suzie Keen', comment: 'For them.' });

    expect((await post(`/me/${me}/erase`)).statusCode).toBe(200);
    expect(await world.signatures()).toEqual([]);
    expect((await world.counted()).confirmed).toBe(0);
    expect((await get(`/me/${me}`)).statusCode).toBe(410);
    expect((await world.mails()).filter(({ state }) => state === 'ready')).toEqual([]);
  });
});
