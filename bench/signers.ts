import { Agent, request } from 'node:http';
import { pause } from './process.js';

/** When each form was answered, by its address (ms since 1970); refusals and faults by what they were. */
export interface Signed {
  readonly at: Map<string, number>;
  readonly refused: Map<string, number>;
}

/** Sends so many signatures a second for so long, each by somebody else, whatever the answers take. */
export async function sign(url: string, path: string, perSecond: number, seconds: number): Promise<Signed> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const signed: Signed = { at: new Map(), refused: new Map() };
  const total = Math.round(perSecond * seconds);
  const began = performance.now();
  let underWay = 0;
  const one = async (number: number) => {
    underWay += 1;
    const email = `surge.${number}@bench.example`;
    const outcome = await post(new URL(path, url), agent, formOf(number, email));
    if (outcome === '202') signed.at.set(email, performance.timeOrigin + performance.now());
    else signed.refused.set(outcome, (signed.refused.get(outcome) ?? 0) + 1);
    underWay -= 1;
  };
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, ((performance.now() - began) / 1_000) * perSecond);
    for (; sent < due; sent += 1) void one(sent);
    await pause(5);
  }
  while (underWay > 0) await pause(20);
  agent.destroy();
  return signed;
}

function post(url: URL, agent: Agent, body: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return new Promise((resolve) => {
    request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        resolve(String(answer.statusCode));
      });
    })
      .once('error', (error) => {
        resolve(error.message);
      })
      .end(body);
  });
}

function formOf(number: number, email: string): string {
  return new URLSearchParams({
    name: `Supporter ${number.toString(36)} Example`,
    email,
    country: 'DE',
    comment: 'For those who cannot sign for themselves, and for those who no longer can.',
    visibility: 'counted',
    news: 'yes',
    locale: 'en',
    website: '',
    stamp: '',
  }).toString();
}
