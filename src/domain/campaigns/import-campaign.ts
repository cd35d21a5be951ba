import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import type { PictureFile } from '../../platform/pictures/encode-picture.js';
import { AuditLog } from '../audit/audit-log.js';
import { lowestLevel } from '../bodies/body.rules.js';
import type { Body } from '../bodies/body.store.js';
import { ImportBodies } from '../bodies/import-bodies.js';
import { actorOf } from '../organizers/actor.js';
import { OrganizerStore } from '../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../organizers/role.rules.js';
import { CampaignBodyStore } from './campaign-body.store.js';
import { contentOf, textVersionOf } from './campaign-content.js';
import { accentAfter, type CampaignLook, lookWith, pictureOf } from './campaign-look.js';
import type { CampaignSection } from './campaign-section.js';
import { type Campaign, CampaignStore } from './campaign.store.js';
import { distinctOrigins } from './embed-origins.js';
import { ImportDemands } from './import-demands.js';
import { type Incident, IncidentStore } from './incident.store.js';
import { PictureMissing } from './look.errors.js';
import { PictureStore } from './picture.store.js';
import { PublishCampaign } from './publish-campaign.js';
import type { PublishedAnniversary } from './published-campaign.js';

/** What is imported: the file's campaign, the days it keeps, and the sha256 of the whole file's meaning. */
export interface CampaignImport {
  readonly section: CampaignSection;
  readonly anniversaries: readonly PublishedAnniversary[];
  readonly fileSha256: string;
  /** What became of the picture that the file names; absent: it names none. */
  readonly picture?: readonly PictureFile[] | undefined;
}

/** What an import did. */
export interface ImportedCampaign {
  readonly campaignId: CampaignId;
  readonly slug: string;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  /** The text that signatures support is another than before. */
  readonly newText: boolean;
  /** Demands whose status organizers changed since: the file's status was not taken. */
  readonly keptStatuses: readonly string[];
}

/** Takes a campaign's file in: as a draft when it is new, as a new text version when it says something else. */
@Injectable()
export class ImportCampaign {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly bodies: ImportBodies,
    private readonly campaignBodies: CampaignBodyStore,
    private readonly demands: ImportDemands,
    private readonly incidents: IncidentStore,
    private readonly pictures: PictureStore,
    private readonly publish: PublishCampaign,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Joins the caller's transaction. The same file again changes nothing. An organizer needs to be an owner of a
   * campaign that exists, or an administrator, who becomes its owner, for a new one.
   */
  async run(
    tx: Tx,
    by: By,
    { section, anniversaries, fileSha256, picture }: CampaignImport,
  ): Promise<ImportedCampaign> {
    const { campaign, isNew } = await this.locked(tx, by, section);
    const same = { campaignId: campaign.id, slug: campaign.slug, newText: false, keptStatuses: [] };
    if (campaign.fileSha256 === fileSha256) return { ...same, outcome: 'unchanged' };

    const known = await this.bodies.run(tx, section.bodies);
    await this.campaignBodies.replace(tx, campaign.id, await this.levels(tx, campaign, section, known));
    const content = contentOf(section);
    const sha256 = textVersionOf(content);
    const version = await this.campaigns.ensureVersion(
      tx,
      { campaignId: campaign.id, content, sha256 },
      this.clock.now(),
    );
    const keptStatuses = await this.demands.run(tx, actorOf(by), campaign.id, section.demands, known);
    await this.incidents.replace(tx, campaign.id, section.timeline.map(incidentOf));
    await this.campaigns.settle(tx, {
      id: campaign.id,
      locales: section.languages,
      defaultLocale: section.languages[0] ?? '',
      versionId: version.id,
      goal: section.settings.goal ?? null,
      neutralMail: section.settings.neutralMail,
      reminder: section.settings.reminder,
      anniversaries,
      face: {
        form: section.form,
        safety: section.safety,
        look: await this.look(tx, campaign, section, picture),
      },
      record: { endorsements: section.endorsements, updates: section.updates },
      fileSha256,
    });
    const { embed } = section;
    if (embed) await this.campaigns.setEmbedOrigins(tx, campaign.id, distinctOrigins(embed.origins));
    await this.publish.run(tx, campaign.id);
    await this.audit.append(tx, {
      actor: actorOf(by),
      act: isNew ? 'campaigns.created' : 'campaigns.changed',
      subject: { kind: 'campaign', id: campaign.id },
      detail: { slug: campaign.slug, file: fileSha256, text: sha256 },
    });
    return {
      campaignId: campaign.id,
      slug: campaign.slug,
      outcome: isNew ? 'created' : 'changed',
      newText: version.id !== campaign.versionId,
      keptStatuses,
    };
  }

  /** What the section does not name stays. */
  private async look(
    tx: Tx,
    { id, face }: Campaign,
    { look: section }: CampaignSection,
    files: readonly PictureFile[] | undefined,
  ): Promise<CampaignLook> {
    const before = face.look?.picture;
    const accent = accentAfter(face.look?.accent, section);
    if (!section?.picture) return lookWith({ accent, picture: before });
    const shown = files ?? before?.files;
    if (!shown) throw new PictureMissing();
    if (files) await this.pictures.replace(tx, id, files);
    const { alt = null, credit } = section.picture;
    return lookWith({ accent, picture: pictureOf(shown, { alt, ...(credit !== undefined && { credit }) }) });
  }

  private async locked(
    tx: Tx,
    by: By,
    section: CampaignSection,
  ): Promise<{ campaign: Campaign; isNew: boolean }> {
    const { slug, languages } = section;
    const known = await this.campaigns.findBySlug(tx, slug);
    if (known) {
      const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, known.id);
      require(may(by, role).editCampaign());
      return { campaign: await this.campaigns.lockBySlug(tx, slug), isNew: false };
    }
    require(may(by).createCampaigns());
    const now = this.clock.now();
    const draft = { slug, locales: languages, defaultLocale: languages[0] ?? '' };
    const made = await this.campaigns.ensure(tx, draft, now);
    if (made.isNew && by !== OPERATOR) {
      await this.organizers.setRole(
        tx,
        { organizerId: by.id, campaignId: made.campaign.id, role: 'owner' },
        now,
      );
    }
    return made;
  }

  /** A file can lower what a body is told, and call it adverse; the other way needs a second person, so it does not. */
  private async levels(
    tx: Tx,
    campaign: Campaign,
    section: CampaignSection,
    known: ReadonlyMap<string, Body>,
  ): Promise<Parameters<CampaignBodyStore['replace']>[2]> {
    const before = new Map(
      (await this.campaignBodies.list(tx, campaign.id)).map((body) => [body.bodyId, body]),
    );
    return section.bodies.flatMap(({ key, adverse, disclosure }) => {
      const body = known.get(key);
      if (!body) return [];
      const earlier = before.get(body.id);
      const isAdverse = adverse || earlier?.adverse === true;
      const level = lowestLevel(disclosure, body.ceiling, ...(earlier ? [earlier.disclosure] : []));
      return [{ bodyId: body.id, adverse: isAdverse, disclosure: isAdverse ? ('totals' as const) : level }];
    });
  }
}

function incidentOf(incident: CampaignSection['timeline'][number]): Incident {
  return {
    key: incident.key,
    kind: incident.kind,
    happenedOn: incident.on ?? null,
    since: incident.since ?? null,
    hungerStrikeDays: incident.hungerStrikeDays ?? null,
    sourceDate: incident.source.date ?? null,
    sourceUrl: incident.source.url ?? null,
    texts: incident.texts,
  };
}
