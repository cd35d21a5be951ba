import { Agent, get } from 'node:http';
import { pause } from './process.js';

/**
 * Looks at a page so many times a second, whatever the answers take, in a process of its own. Arguments: the address and
 * the rate. Says on SIGTERM how many were answered 200 and how many were not, as JSON.
 */
const [address = '', rate = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const seen = { answered: 0, failed: 0, underWay: 0 };
const ending = new AbortController();
process.once('SIGTERM', () => {
  ending.abort();
});

const began = performance.now();
for (let sent = 0; !ending.signal.aborted;) {
  const due = ((performance.now() - began) / 1_000) * Number(rate);
  // Who cannot be served at once waits outside: a machine that is too slow is seen in the number of answers.
  for (; sent < due && seen.underWay < 2_000; sent += 1) look();
  if (sent < due) sent = Math.floor(due);
  await pause(5);
}
while (seen.underWay > 0) await pause(20);
process.stdout.write(JSON.stringify(seen));
process.exit(0);

function look(): void {
  seen.underWay += 1;
  const done = (well: boolean) => {
    seen.underWay -= 1;
    seen[well ? 'answered' : 'failed'] += 1;
  };
  get(address, { agent }, (answer) => {
    answer.resume();
    answer.once('end', () => {
      done(answer.statusCode === 200);
    });
  }).once('error', () => {
    done(false);
  });
}
