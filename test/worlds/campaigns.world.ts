import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Abstract, INestApplicationContext, Type } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { CliModule } from '../../src/apps/cli.module.js';
import { ImportCampaignFile } from '../../src/apps/campaign-file/import-campaign-file.js';
import { CampaignStore } from '../../src/domain/campaigns/campaign.store.js';
import { PublishedCampaigns } from '../../src/domain/campaigns/published-campaigns.js';
import { GrantRole } from '../../src/domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../src/domain/organizers/invite-organizer.js';
import { OPERATOR, type Organizer, type Role } from '../../src/domain/organizers/role.rules.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { packageRoot } from '../../src/platform/config/package-root.js';
import type { WebDatabase } from '../../src/platform/database/web-database.js';
import { freshDatabase, onServer, type TestDatabase } from '../support/database.js';
import { FakeClock } from '../support/fake-clock.js';

const quietly = Object.assign(new NestApplicationContextOptions(), {
  logger: false,
  abortOnError: false,
} as const);

/** The founding campaign's file as it is shipped. */
export const ashraf = readFileSync(join(packageRoot(), 'templates/campaigns/ashraf.yaml'), 'utf8');

/** An instance with a database of its own, no campaign yet, and the domain as the commands have it. */
export class CampaignsWorld {
  readonly public: PublishedCampaigns;

  private constructor(
    private readonly app: INestApplicationContext,
    private readonly database: TestDatabase,
    readonly db: DataSource,
    readonly clock: FakeClock,
  ) {
    this.public = new PublishedCampaigns(database.webDatabase());
  }

  static async open(): Promise<CampaignsWorld> {
    const database = await freshDatabase();
    const dataSource = await database.dataSource('vigil_worker');
    const clock = new FakeClock();
    const config = loadConfig({ VIGIL_DATA_DIR: '/nonexistent' });
    const log = openLog('silent');
    const masterKey = new MasterKey(randomBytes(32));
    const module = CliModule.on({ config, clock, log, dataSource, masterKey });
    const app = await NestFactory.createApplicationContext(module, quietly);
    return new CampaignsWorld(app, database, dataSource, clock);
  }

  get<T>(token: Type<T> | Abstract<T>): T {
    return this.app.get(token, { strict: false });
  }

  /** Takes a file in as the operator. */
  import(text: string): ReturnType<ImportCampaignFile['run']> {
    return this.get(ImportCampaignFile).run(OPERATOR, text);
  }

  /** Somebody with a role in a campaign, or with none. */
  async organizer(name: string, slug?: string, role?: Role): Promise<Organizer> {
    const email = `${name.toLowerCase()}@example.org`;
    const organizer = await this.get(InviteOrganizer).run(OPERATOR, { email, name, locale: 'en' });
    if (slug !== undefined && role !== undefined) {
      const campaign = await this.get(CampaignStore).getBySlug(this.db.manager, slug);
      await this.get(GrantRole).run(OPERATOR, { email, campaignId: campaign.id, role });
    }
    return organizer;
  }

  /** The database as the public web process has it. */
  webDatabase(): WebDatabase {
    return this.database.webDatabase();
  }

  /** Runs a statement past all roles. */
  asOwner(statement: string): Promise<void> {
    return onServer(this.database.url, statement);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }
}
