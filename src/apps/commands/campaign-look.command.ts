import { type Command, Option } from 'commander';
import { accentsOf } from '../../domain/campaigns/accent.rules.js';
import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import type { Colour } from '../../domain/campaigns/colour.rules.js';
import { RemovePicture } from '../../domain/campaigns/remove-picture.js';
import { SetAccent } from '../../domain/campaigns/set-accent.js';
import { SetPicture } from '../../domain/campaigns/set-picture.js';
import { Refusal } from '../../platform/embedded/refusal.js';
import { actorOf } from './acting.js';
import { said } from './answer.js';
import { byLanguage } from './by-language.js';
import type { CommandApplication } from './command-application.js';
import { readPicture } from './read-picture.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { AS, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

interface PictureOptions extends Acting {
  readonly alt?: Readonly<Record<string, string>>;
  readonly decorative?: true;
  readonly credit?: string;
  readonly remove?: true;
  readonly yes?: true;
}

const as = () => new Option(AS, 'the organizer who does this; absent: the operator');

/** `vigil campaign colour|picture`: how a campaign's pages look. */
export function addCampaignLook(campaign: Command, shell: Shell): void {
  verb(
    campaign,
    'colour <campaign> <colour>',
    "the colour of its pages, like '#16544d'; none: the service’s own",
  )
    .addOption(as())
    .action((slug: string, colour: string, options: Acting) =>
      shell.within(options, async (app) => {
        const wanted = colour === 'none' ? null : colour;
        const { accent } = await app.get(SetAccent).run(await actorOf(app, options), slug, wanted);
        if (accent === undefined)
          return said(`${slug} has the service’s own colour`, { campaign: slug, colour: null });
        const { light, dark } = accentsOf(accent);
        return {
          data: { campaign: slug, colour: accent, light: light.accent, dark: dark.accent },
          lines: [
            `${slug} has the colour ${accent}`,
            `on light pages: ${adjusted(accent, light.accent, 'darker')}`,
            `on dark pages: ${adjusted(accent, dark.accent, 'lighter')}`,
          ],
        };
      }),
    );

  verb(
    campaign,
    'picture <campaign> [file]',
    'the picture of its pages; without a file: what is said of the one it has',
  )
    .option(
      '--alt <language=text...>',
      'what it shows, for those who cannot see it, in each language',
      byLanguage,
    )
    .option('--decorative', 'instead: there is nothing to tell of it')
    .option('--credit <words>', 'whose picture it is')
    .option('--remove', 'take it away for good')
    .option('--yes', 'the picture that is there may go for good; without it, that is asked')
    .addOption(as())
    .action((slug: string, file: string | undefined, options: PictureOptions) =>
      shell.within(options, async (app) => {
        if (options.remove) return removed(app, shell, slug, file, options);
        return given(app, shell, slug, file, options);
      }),
    );
}

async function given(
  app: CommandApplication,
  shell: Shell,
  slug: string,
  path: string | undefined,
  options: PictureOptions,
) {
  const { alt, decorative = false, credit } = options;
  if ((alt === undefined) !== decorative) {
    throw new WrongUsage('what the picture shows is said by --alt in each language, or it is --decorative');
  }
  const file = path === undefined ? null : await readPicture(path);
  if (path !== undefined && file === null) throw new Refusal(`The file ${path} cannot be read.`);
  if (file && !(await mayGo(app, shell, slug, options))) return said('nothing was done', { campaign: slug });
  const words = { alt: alt ?? null, ...(credit !== undefined && { credit }) };
  const { picture } = await app.get(SetPicture).run(await actorOf(app, options), slug, file, words);
  return said(`${slug} shows its picture, made afresh: nothing of the file but what is seen`, {
    campaign: slug,
    picture,
  });
}

async function removed(
  app: CommandApplication,
  shell: Shell,
  slug: string,
  path: string | undefined,
  options: PictureOptions,
) {
  if (path !== undefined) throw new WrongUsage('a file is given, or --remove, and not both');
  if (!(await mayGo(app, shell, slug, options))) return said('nothing was done', { campaign: slug });
  await app.get(RemovePicture).run(await actorOf(app, options), slug);
  return said(`${slug} has no picture`, { campaign: slug, picture: null });
}

/** Whether the picture that is there, if one is, may be lost: somebody says so. */
async function mayGo(
  app: CommandApplication,
  shell: Shell,
  slug: string,
  { yes }: PictureOptions,
): Promise<boolean> {
  const { face } = await app.transaction((tx) => app.get(CampaignStore).getBySlug(tx, slug));
  if (yes || face.look?.picture === undefined) return true;
  if (!shell.canAsk) throw new WrongUsage('without a terminal, --yes says that the picture may go for good');
  return shell.ask(`The picture of ${slug} goes for good. Go on? (yes/no)`);
}

function adjusted(chosen: Colour, shown: Colour, how: string): string {
  return chosen === shown ? 'as it is' : `${shown}, ${how} so that words can be read in it (4.5 to 1)`;
}
