import type { Abstract } from '@nestjs/common';
import { type Command, Option } from 'commander';
import type { Campaign } from '../../domain/campaigns/campaign.store.js';
import { CloseCampaign } from '../../domain/campaigns/close-campaign.js';
import { ListCampaigns } from '../../domain/campaigns/list-campaigns.js';
import { OpenCampaign } from '../../domain/campaigns/open-campaign.js';
import { ListWithdrawalReasons } from '../../domain/signatures/list-withdrawal-reasons.js';
import { PauseCampaign } from '../../domain/campaigns/pause-campaign.js';
import type { By } from '../../domain/organizers/role.rules.js';
import { slice } from '../../kernel/page.js';
import { actorOf, organizerOf } from './acting.js';
import { listed, said } from './answer.js';
import { campaignIdOf } from './campaigns.js';
import { addCampaignEmbed } from './campaign-embed.command.js';
import { addCampaignFile } from './campaign-file.command.js';
import { addCampaignLook } from './campaign-look.command.js';
import type { Shell } from './shell.js';
import { type ActOptions, AS, list, type ListOptions, pageOf, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

/** Opening, pausing and closing have one shape. */
interface Step {
  run(by: By, slug: string): Promise<Campaign>;
}

const steps: readonly (readonly [string, string, Abstract<Step>])[] = [
  ['open', 'take signatures, for the first time or again after a pause', OpenCampaign],
  ['pause', 'take no more signatures until it is opened again', PauseCampaign],
  ['close', 'end the signing for good', CloseCampaign],
];

/** `vigil campaign …`: campaigns and their states. */
export function addCampaign(campaign: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the organizer who does this; absent: the operator');

  addCampaignFile(campaign, shell);
  addCampaignEmbed(campaign, shell);
  addCampaignLook(campaign, shell);
  for (const [name, description, step] of steps) {
    verb(campaign, `${name} <campaign>`, description)
      .addOption(as())
      .action((slug: string, options: Acting) =>
        shell.within(options, async (app) => {
          const moved = await app.get(step).run(await actorOf(app, options), slug);
          return said(`${moved.slug} is ${moved.state}`, { campaign: moved.slug, state: moved.state });
        }),
      );
  }

  list(campaign, 'reasons <campaign>', 'why people withdrew their signatures; whose they were is not known')
    .requiredOption(AS, 'the organizer who asks')
    .action((slug: string, options: ListOptions & ActOptions) =>
      shell.within(options, async (app) => {
        const by = await organizerOf(app, options);
        const reasons = await app.get(ListWithdrawalReasons).run(by, await campaignIdOf(app, slug));
        return listed(slice(reasons, pageOf(options)), [
          ['day', (row) => row.day],
          ['reason', (row) => (row.reason === null ? '(its keys are gone)' : onOneLine(row.reason))],
        ]);
      }),
    );

  list(campaign, 'list', 'the campaigns of the instance, or of one organizer')
    .addOption(as())
    .action((options: ListOptions & Acting) =>
      shell.within(options, async (app) => {
        const campaigns = await app.get(ListCampaigns).run(await actorOf(app, options));
        return listed(slice(campaigns, pageOf(options)), [
          ['campaign', (row) => row.slug],
          ['state', (row) => row.state],
          ['languages', (row) => row.locales.join(',')],
          ['goal', (row) => row.goal?.toString() ?? ''],
        ]);
      }),
    );
}

/** What a stranger wrote must not steer the terminal it is read on. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ');
}
