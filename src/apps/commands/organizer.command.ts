import { type Command, Option } from 'commander';
import { GrantRole } from '../../domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../domain/organizers/issue-sign-in-link.js';
import { ListOrganizers } from '../../domain/organizers/list-organizers.js';
import { type Role, roles } from '../../domain/organizers/role.rules.js';
import { slice } from '../../kernel/page.js';
import { fallbackLocale, locales } from '../../platform/i18n/locale.js';
import { actorOf } from './acting.js';
import { listed, said } from './answer.js';
import { campaignIdOf, slugsOf } from './campaigns.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { AS, list, type ListOptions, pageOf, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

interface InviteOptions extends Acting {
  readonly name: string;
  readonly locale: string;
  readonly administrator?: true;
  readonly campaign?: string;
  readonly role: Role;
}

/** `vigil organizer …`: who may sign in, and as what. */
export function addOrganizer(organizer: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the organizer who does this; absent: the operator');

  verb(organizer, 'invite <email>', 'make somebody an organizer')
    .requiredOption('--name <name>', 'the name others see')
    .addOption(
      new Option('--locale <locale>', 'the language of the console').choices(locales).default(fallbackLocale),
    )
    .option('--administrator', 'runs the instance, and sees no campaign by that')
    .option('--campaign <campaign>', 'give them a role in this campaign at once')
    .addOption(new Option('--role <role>', 'the role there').choices(roles).default('organizer'))
    .addOption(as())
    .action((email: string, options: InviteOptions) =>
      shell.within(options, async (app) => {
        const by = await actorOf(app, options);
        const { name, locale, administrator = false, campaign, role } = options;
        const campaignId = campaign === undefined ? null : await campaignIdOf(app, campaign);
        const invited = await app.get(InviteOrganizer).run(by, { email, name, locale, administrator });
        if (campaign === undefined || campaignId === null) return said(`${email} is an organizer`, invited);
        await app.get(GrantRole).run(by, { email, campaignId, role });
        return said(`${email} is ${role} in ${campaign}`, { ...invited, campaign, role });
      }),
    );

  verb(organizer, 'grant <email> <campaign>', 'give a role in a campaign, or take it')
    .addOption(new Option('--role <role>', 'the role').choices([...roles, 'none']).makeOptionMandatory())
    .addOption(as())
    .action((email: string, slug: string, options: Acting & { role: Role | 'none' }) =>
      shell.within(options, async (app) => {
        const by = await actorOf(app, options);
        const campaignId = await campaignIdOf(app, slug);
        const role = options.role === 'none' ? null : options.role;
        await app.get(GrantRole).run(by, { email, campaignId, role });
        const fact = role === null ? 'no role' : `the role ${role}`;
        return said(`${email} has ${fact} in ${slug}`, { email, campaign: slug, role });
      }),
    );

  verb(organizer, 'sign-in [email]', 'make a link that signs an organizer in, once, within 15 minutes')
    .addOption(as())
    .action((email: string | undefined, options: Acting) =>
      shell.within(options, async (app) => {
        const whom = email ?? options.as;
        if (whom === undefined) throw new WrongUsage('whom the link is for must be named');
        const path = await app
          .get(IssueSignInLink)
          .run(await actorOf(app, email === undefined ? {} : options), whom);
        const url = `${app.origin ?? app.config.publicUrl}${path}`;
        return said(url, { email: whom, url });
      }),
    );

  list(organizer, 'list', 'everybody who may sign in, with their roles')
    .addOption(as())
    .action((options: ListOptions & Acting) =>
      shell.within(options, async (app) => {
        const everybody = await app.get(ListOrganizers).run(await actorOf(app, options));
        const slugs = await slugsOf(app);
        return listed(slice(everybody, pageOf(options)), [
          ['e-mail', (row) => row.email],
          ['name', (row) => row.name],
          ['administrator', (row) => (row.administrator ? 'yes' : 'no')],
          [
            'roles',
            (row) =>
              row.memberships.map((one) => `${slugs.get(one.campaignId) ?? '?'}: ${one.role}`).join(', '),
          ],
        ]);
      }),
    );
}
