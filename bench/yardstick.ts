import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { registerBodyParsers } from '../src/platform/http/body-parsers.js';
import { signForm } from '../src/web/site/sign.form.js';

/**
 * What the service is measured against, in a process of its own: a bare Fastify that validates the same form
 * with the same schema and does nothing with it, and answers a page's bytes from memory.
 * Arguments: the port, the file with the page, the file with the count.
 */
const [port = '', page = '', progress = ''] = process.argv.slice(2);
const bytes = readFileSync(page);
const count = readFileSync(progress);
const fastify = Fastify();
registerBodyParsers(fastify);

fastify.post('/c/ashraf/signatures', (request, reply) => {
  const reading = signForm.safeParse(request.body);
  return reply
    .code(reading.success ? 202 : 422)
    .type('application/json')
    .send('{}');
});

fastify.get('/c/ashraf', (request, reply) =>
  request.headers['if-none-match'] === undefined
    ? reply.type('text/html; charset=utf-8').send(bytes)
    : reply.code(304).send(),
);

fastify.get('/c/ashraf/progress.json', (_request, reply) => reply.type('application/json').send(count));

await fastify.listen({ port: Number(port), host: '127.0.0.1' });
