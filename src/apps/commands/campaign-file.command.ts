import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { codeOf, Refusal } from '../../platform/embedded/refusal.js';
import { ExportCampaignFile } from '../campaign-file/export-campaign-file.js';
import { ExportPicture } from '../campaign-file/export-picture.js';
import { ImportCampaignFile } from '../campaign-file/import-campaign-file.js';
import { actorOf } from './acting.js';
import { readPicture } from './read-picture.js';
import type { Shell } from './shell.js';
import { AS, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

const as = () => new Option(AS, 'the organizer who does this; absent: the operator');

/** `vigil campaign import|export`: a campaign as one file. */
export function addCampaignFile(campaign: Command, shell: Shell): void {
  verb(campaign, 'import <file>', 'take a campaign file in; the same file again changes nothing')
    .addOption(as())
    .action((path: string, options: Acting) =>
      shell.within(options, async (app) => {
        const text = await read(path);
        const imported = await app
          .get(ImportCampaignFile)
          .run(await actorOf(app, options), text, beside(path));
        const { slug, outcome, newText, newLetterVersions, keptStatuses } = imported;
        const lines = [
          `${slug} is ${outcome}${newText && outcome === 'changed' ? ', with a new text version' : ''}`,
          ...newLetterVersions.map((key) => `letter ${key}: a new version, to be submitted and approved`),
          ...keptStatuses.map((key) => `demand ${key}: its status was set by an organizer and stays`),
        ];
        return { data: imported, lines };
      }),
    );

  verb(campaign, 'export <campaign>', 'write a campaign as a file; no supporter is in it')
    .option('--to <file>', 'where to; absent: the answer itself')
    .addOption(as())
    .action((slug: string, options: Acting & { to?: string }) =>
      shell.within(options, async (app) => {
        const by = await actorOf(app, options);
        const { to } = options;
        if (to === undefined) {
          const text = await app.get(ExportCampaignFile).run(by, slug);
          return { data: { campaign: slug, file: text }, lines: [text.trimEnd()] };
        }
        const picture = await app.get(ExportPicture).run(by, slug);
        const pictureFile = picture ? `${basename(to, extname(to))}.jpg` : undefined;
        await write(to, await app.get(ExportCampaignFile).run(by, slug, pictureFile));
        if (picture && pictureFile !== undefined) await write(join(dirname(to), pictureFile), picture);
        const also = pictureFile === undefined ? '' : `, and its picture to ${pictureFile} beside it`;
        return { data: { campaign: slug, path: to }, lines: [`${slug} is written to ${to}${also}`] };
      }),
    );
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Refusal(`The file ${path} cannot be read (${codeOf(error) ?? 'unknown error'}).`, {
      cause: error,
    });
  }
}

/** Reads what lies beside a campaign file or below it. */
function beside(campaignFile: string): (path: string) => Promise<Buffer | null> {
  return (path) => readPicture(join(dirname(campaignFile), path));
}

async function write(path: string, text: string | Buffer): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new Refusal(`The file ${path} cannot be written (${codeOf(error) ?? 'unknown error'}).`, {
      cause: error,
    });
  }
}
