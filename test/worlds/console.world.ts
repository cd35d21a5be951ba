import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FoundationModule } from '../../src/apps/foundation.module.js';
import { GrantRole } from '../../src/domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../src/domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../src/domain/organizers/issue-sign-in-link.js';
import { OPERATOR, type Organizer } from '../../src/domain/organizers/role.rules.js';
import type { Locale } from '../../src/platform/i18n/locale.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { createHttp } from '../../src/platform/http/create-http.js';
import { ConsoleModule } from '../../src/web/console/console.module.js';
import { PartsModule } from '../../src/web/parts/parts.module.js';
import { errorPage } from '../../src/web/parts/error.view.js';
import { freshDatabase } from '../support/database.js';
import { FakeClock } from '../support/fake-clock.js';
import { LettersWorld } from './letters.world.js';

/** The organizers' pages as the console process serves them, on a database of their own, with a campaign's people. */
export class ConsoleWorld {
  private readonly cookies = new Map<string, string>();

  private constructor(
    readonly letters: LettersWorld,
    readonly clock: FakeClock,
    readonly app: NestFastifyApplication,
    readonly close: () => Promise<void>,
  ) {}

  /** Brings it up. */
  static async up(): Promise<ConsoleWorld> {
    const database = await freshDatabase();
    const clock = new FakeClock();
    const letters = await (await LettersWorld.on(await database.dataSource(), clock)).withCampaign();
    const log = openLog('silent');
    const config = loadConfig({});
    const dataSource = await database.dataSource('vigil_console');
    const masterKey = new MasterKey(Buffer.alloc(32, 7));
    const foundation = FoundationModule.on({ config, clock, log, dataSource, masterKey });
    @Module({ imports: [foundation, PartsModule, ConsoleModule] })
    class Root {}
    const app = await createHttp(Root, { config, errorPage, log });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new ConsoleWorld(letters, clock, app, async () => {
      await app.close();
      await letters.close();
      await database.close();
    });
  }

  /** Takes connections of browsers; answers where. */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
  }

  /** Sends a form with somebody's cookie. */
  post(url: string, cookie: string, form: Record<string, string> = {}, site = 'same-origin') {
    return this.app.inject({
      method: 'POST',
      url,
      headers: { cookie, 'sec-fetch-site': site, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
  }

  /** One more person who owns the campaign. */
  async owner(name: string, locale: Locale = 'en'): Promise<Organizer> {
    const { letters } = this;
    const email = `${name.toLowerCase()}@example.org`;
    const invited = await letters.get(InviteOrganizer).run(OPERATOR, { email, name, locale });
    await letters.get(GrantRole).run(OPERATOR, { email, campaignId: letters.campaignId, role: 'owner' });
    return invited;
  }

  /** The organizer's session, begun by a link as the terminal gives it. */
  async as(organizer: Organizer): Promise<string> {
    const known = this.cookies.get(organizer.email);
    if (known !== undefined) return known;
    const link = await this.letters.get(IssueSignInLink).run(OPERATOR, organizer.email);
    const answer = await this.post(link, '');
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    this.cookies.set(organizer.email, cookie);
    return cookie;
  }

  /** Opens a page as somebody. */
  async see(path: string, organizer: Organizer) {
    const headers = { cookie: await this.as(organizer), accept: 'text/html' };
    return this.app.inject({ method: 'GET', url: path, headers });
  }
}
