import { once } from 'node:events';
import { startDispatch } from './dispatch-process.js';

/** A worker process of its own, to be killed: takes its settings as JSON, and begins when it is told to on its input. */
const settings = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof startDispatch>[0];
// It does not outlive the test that started it.
process.stdin.once('end', () => process.exit(1));
await once(process.stdin, 'data');
const worker = await startDispatch(settings, (sources) => {
  for (const kind of ['confirmation', 'update', 'seat-letter'] as const) {
    sources.register(kind, {
      fill: (messages) =>
        Promise.resolve(
          new Map(messages.map(({ id }) => [id, { link: `https://vigil.example.org/confirm/${id}` }])),
        ),
    });
  }
});
process.once('SIGTERM', () => void worker.close().then(() => process.exit(0)));
