const PATIENCE_MS = 8_000;
const LARGEST_BYTES = 64 * 1024;

/** How something is fetched from the web; a test puts another in its place. */
export abstract class WebFetch {
  /** The text that a GET is answered with. Rejects for any answer but 2xx, a redirect, a long or a late one. */
  abstract text(url: string): Promise<string>;
}

/** The web itself. */
export class HttpsFetch extends WebFetch {
  override async text(url: string): Promise<string> {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`${new URL(url).hostname} answered ${String(answer.status)}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
      size += (chunk as Uint8Array).length;
      if (size > LARGEST_BYTES) throw new Error(`${new URL(url).hostname} answered too much`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
