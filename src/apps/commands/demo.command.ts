import type { Command } from 'commander';
import { findRunningServer } from '../../platform/embedded/run-file.js';
import { cleanDemo } from '../demo/clean-demo.js';
import { Narrator } from '../demo/narrator.js';
import { playDemo } from '../demo/play-demo.js';
import { ServiceDoor } from '../demo/service-door.js';
import type { Shell } from './shell.js';
import { inJson, type VerbOptions } from './verb.js';

/** `vigil demo`: signing, a letter and an anniversary against the running service, told step by step. */
export function addDemo(demo: Command, shell: Shell): void {
  inJson(demo)
    .option('--clean', 'remove all that the demo made')
    .action((options: VerbOptions & { clean?: true }) =>
      options.clean ? clean(shell, options) : play(shell, options),
    );
}

async function play(shell: Shell, options: VerbOptions): Promise<void> {
  const config = shell.config();
  const door = new ServiceDoor(findRunningServer(config.dataDir)?.origin ?? config.publicUrl);
  await door.requireReady();
  const narrator = new Narrator((line) => {
    if (!options.json) shell.say(line);
  });
  await shell.within(options, async (app) => {
    await playDemo({ app, door, narrator });
    return { data: narrator.told, lines: [] };
  });
}

function clean(shell: Shell, options: VerbOptions): Promise<void> {
  return shell.onDatabase(options, async ({ url }) => {
    const cleaned = await cleanDemo(url, shell.config());
    const { campaign, organizers, mails } = cleaned;
    const line = campaign
      ? `the demo is gone: its campaign, ${String(organizers)} organizers and ${String(mails)} mails`
      : `there was no demo campaign; ${String(organizers)} organizers and ${String(mails)} mails of it are gone`;
    return { data: cleaned, lines: [line] };
  });
}
