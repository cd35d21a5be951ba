import 'reflect-metadata';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { CampaignFileModule } from '../../src/apps/campaign-file/campaign-file.module.js';
import { LoadFoundingCampaign } from '../../src/apps/campaign-file/load-founding-campaign.js';
import { FoundationModule } from '../../src/apps/foundation.module.js';
import { AnniversariesModule } from '../../src/domain/anniversaries/anniversaries.module.js';
import { CampaignsModule } from '../../src/domain/campaigns/campaigns.module.js';
import { ImportCampaign } from '../../src/domain/campaigns/import-campaign.js';
import { OpenCampaign } from '../../src/domain/campaigns/open-campaign.js';
import { DispatchWorkerModule } from '../../src/domain/dispatch/dispatch.worker.module.js';
import { ApproveLetter } from '../../src/domain/letters/approve-letter.js';
import { ImportLetters } from '../../src/domain/letters/import-letters.js';
import { LetterStore } from '../../src/domain/letters/letter.store.js';
import { SubmitLetter } from '../../src/domain/letters/submit-letter.js';
import { MailingsModule } from '../../src/domain/mailings/mailings.module.js';
import { GrantRole } from '../../src/domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../src/domain/organizers/invite-organizer.js';
import { OPERATOR, type Organizer, type Role } from '../../src/domain/organizers/role.rules.js';
import type { CampaignId, LetterId } from '../../src/kernel/id.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { KeysModule } from '../../src/domain/keys/keys.module.js';
import { smallCampaign } from '../factories/campaign-section.js';
import { smallLetters } from '../factories/letters.js';
import { FakeClock } from '../support/fake-clock.js';

const quietly = Object.assign(new NestApplicationContextOptions(), {
  logger: false,
  abortOnError: false,
} as const);

@Module({
  imports: [
    CampaignFileModule,
    CampaignsModule,
    KeysModule,
    MailingsModule,
    AnniversariesModule,
    DispatchWorkerModule,
  ],
})
class WorldModule {
  static on(foundation: DynamicModule): DynamicModule {
    return { module: WorldModule, imports: [foundation] };
  }
}

/** Two organizers and a viewer of an open campaign with its letters, wired as a worker process has it. */
export class LettersWorld {
  anna: Organizer;
  omid: Organizer;
  vera: Organizer;
  campaignId: CampaignId;

  private constructor(
    readonly app: INestApplicationContext,
    readonly db: DataSource,
    readonly clock: FakeClock,
  ) {}

  /** A process on a database; `smtpUrl` is where the worker's mail goes, `env` what is set besides. */
  static async on(
    db: DataSource,
    clock: FakeClock,
    smtpUrl = 'smtp://127.0.0.1:9',
    env: Readonly<Record<string, string>> = {},
  ): Promise<LettersWorld> {
    const config = loadConfig({
      VIGIL_PUBLIC_URL: 'http://localhost:3000',
      SMTP_URL: smtpUrl,
      VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
      ...env,
    });
    const masterKey = new MasterKey(Buffer.alloc(32, 7));
    const foundation = FoundationModule.on({
      config,
      clock,
      log: openLog('silent'),
      dataSource: db,
      masterKey,
    });
    const app = await NestFactory.createApplicationContext(WorldModule.on(foundation), quietly);
    return new LettersWorld(app, db, clock);
  }

  /** Imports and opens a small campaign with its letters and its people. */
  async withCampaign(slug = 'small'): Promise<this> {
    const section = smallCampaign(slug);
    this.campaignId = await this.db.transaction(async (tx) => {
      const imported = await this.get(ImportCampaign).run(tx, OPERATOR, {
        section,
        anniversaries: [],
        fileSha256: 'a'.repeat(64),
      });
      await this.get(ImportLetters).run(tx, imported.campaignId, smallLetters());
      return imported.campaignId;
    });
    await this.get(OpenCampaign).run(OPERATOR, slug);
    return this.withPeople();
  }

  /** Loads the campaign that the service ships with, as a first start does, and its people. */
  async withFoundingCampaign(): Promise<this> {
    const id = await this.get(LoadFoundingCampaign).run();
    if (!id) throw new Error('the founding campaign was there before');
    this.campaignId = id;
    return this.withPeople();
  }

  private async withPeople(): Promise<this> {
    this.anna = await this.organizer('anna', 'organizer');
    this.omid = await this.organizer('omid', 'organizer');
    this.vera = await this.organizer('vera', 'viewer');
    return this;
  }

  get<T>(verb: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(verb, { strict: false });
  }

  async organizer(name: string, role: Role): Promise<Organizer> {
    const email = `${name}@example.org`;
    const organizer = await this.get(InviteOrganizer).run(OPERATOR, { email, name, locale: 'en' });
    await this.get(GrantRole).run(OPERATOR, { email, campaignId: this.campaignId, role });
    return organizer;
  }

  /** The letter of a key, submitted by Anna and approved by Omid. */
  async approvedLetter(key: string): Promise<LetterId> {
    const letter = await this.get(LetterStore).getByKey(this.db.manager, this.campaignId, key);
    const version = await this.get(LetterStore).latest(this.db.manager, letter.id);
    await this.get(SubmitLetter).run(this.anna, version!.id);
    await this.get(ApproveLetter).run(this.omid, version!.id, version!.sha256);
    return letter.id;
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}
