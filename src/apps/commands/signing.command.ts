import { type Command, Option } from 'commander';
import { PauseSigning } from '../../domain/campaigns/pause-signing.js';
import { ResumeSigning } from '../../domain/campaigns/resume-signing.js';
import { SigningPauseStore } from '../../domain/campaigns/signing-pause.store.js';
import { actorOf } from './acting.js';
import { said } from './answer.js';
import type { Shell } from './shell.js';
import { AS, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

/** `vigil signing …`: the signing of all campaigns at once, for the day on which something is wrong with the service. */
export function addSigning(signing: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the administrator who does this; absent: the operator');

  verb(signing, 'pause', 'take no more signatures in any campaign; confirming, resending, withdrawing go on')
    .requiredOption('--reason <text>', 'why; organizers can read it, the public cannot')
    .addOption(as())
    .action((options: Acting & { reason: string }) =>
      shell.within(options, async (app) => {
        const { since, reason } = await app
          .get(PauseSigning)
          .run(await actorOf(app, options), options.reason);
        return said('signing is paused in all campaigns', { paused: true, since, reason });
      }),
    );

  verb(signing, 'resume', 'take signatures again in every open campaign')
    .addOption(as())
    .action((options: Acting) =>
      shell.within(options, async (app) => {
        await app.get(ResumeSigning).run(await actorOf(app, options));
        return said('open campaigns take signatures', { paused: false });
      }),
    );

  verb(signing, 'status', 'whether signing is paused, since when and why')
    .addOption(as())
    .action((options: Acting) =>
      shell.within(options, async (app) => {
        await actorOf(app, options);
        const pause = await app.transaction((tx) => app.get(SigningPauseStore).find(tx));
        if (pause === null) return said('open campaigns take signatures', { paused: false });
        const sentence = `signing is paused in all campaigns since ${pause.since.toISOString()}: ${pause.reason}`;
        return said(sentence, { paused: true, ...pause });
      }),
    );
}
