import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody else, with one page: on 127.0.0.1, which is another site than localhost. */
export interface PartnerSite {
  readonly origin: string;
  /** What every page answers from now on. */
  show(page: { html: string; policy?: string; headers?: Record<string, string> }): void;
  close(): Promise<void>;
}

/** Starts the site. */
export async function partnerSite(): Promise<PartnerSite> {
  let shown: Parameters<PartnerSite['show']>[0] = { html: '' };
  const server: Server = createServer((request, response) => {
    if (request.url !== '/') {
      response.writeHead(request.url === '/style.css' ? 200 : 404, { 'content-type': 'text/css' });
      response.end('body { margin: 0; font: 16px/1.5 sans-serif; } main { padding: 16px; }');
      return;
    }
    const { html, policy, headers } = shown;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy === undefined ? {} : { 'content-security-policy': policy }),
      ...headers,
    });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    show(page) {
      shown = page;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A page of the partner's with a snippet between its own words, and a script of its own that notes what it is told. */
export function partnerPage(snippet: string, lang = 'en'): string {
  return `<!doctype html><html lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>A partner</title><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>A partner’s page</h1><p><a href="#before" id="before">Before</a></p>
${snippet}
<p><a href="#after" id="after">After</a></p></main></body></html>`;
}
