import { runCommandLine } from '../src/apps/commands/run-command-line.js';
import { numberFrom, untilNumber } from './service.js';

const ANNA = 'anna@bench.example';
const OMID = 'omid@bench.example';

/** Where the commands work: the same variables as the worker's. */
export type Variables = Readonly<Record<string, string>> & { readonly DATABASE_URL: string };

/** What a mailing came to before it was sent. */
export interface Materialised {
  readonly id: string;
  readonly seconds: number;
}

/** The campaign of the measurement, open, with its people and its approved letter: all by command. */
export async function openCampaign(variables: Variables): Promise<void> {
  await vigil(variables, 'campaign', 'import', 'bench/campaign.yaml');
  await vigil(variables, 'campaign', 'open', 'bench');
  for (const email of [ANNA, OMID]) {
    await vigil(
      variables,
      'organizer',
      'invite',
      email,
      '--name',
      'Organizer',
      '--campaign',
      'bench',
      '--role',
      'organizer',
    );
  }
  await vigil(variables, 'letter', 'submit', 'bench', 'news', '--as', ANNA);
  await vigil(variables, 'letter', 'approve', 'bench', 'news', '--as', OMID);
}

/** Approves a mailing of the letter to all supporters and waits until the worker has written its messages. */
export async function materialised(variables: Variables): Promise<Materialised> {
  const { id } = JSON.parse(
    await vigil(variables, 'mailing', 'plan', 'bench', 'news', '--as', ANNA, '--json'),
  ) as { id: string };
  await vigil(variables, 'mailing', 'submit', id, '--as', ANNA);
  await vigil(variables, 'mailing', 'approve', id, '--as', OMID);
  const { DATABASE_URL: url } = variables;
  const frozen = `SELECT count(*) FROM batch WHERE occurrence_key = 'mailing:${id}' AND frozen_at IS NOT NULL`;
  await untilNumber(url, frozen, (n) => n === 1);
  const ms = await numberFrom(
    url,
    `SELECT extract(epoch FROM frozen_at - created_at) * 1000 FROM batch WHERE occurrence_key = 'mailing:${id}'`,
  );
  return { id, seconds: ms / 1_000 };
}

/** Stops or starts what leaves to the campaign's supporters. */
export function lane(variables: Variables, act: 'pause' | 'resume', id: string): Promise<string> {
  return act === 'pause'
    ? vigil(variables, 'dispatch', 'pause', `supporters:${id}`, '--reason', 'measuring')
    : vigil(variables, 'dispatch', 'resume', `supporters:${id}`);
}

/** Runs a command; throws what it says where it does not answer 0. */
export async function vigil(variables: Variables, ...args: string[]): Promise<string> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    watched: false,
  };
  const code = await runCommandLine(args, terminal, variables);
  if (code !== 0) throw new Error(`vigil ${args.join(' ')}: ${err}`);
  return out;
}
