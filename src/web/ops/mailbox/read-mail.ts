import PostalMime, { type Attachment } from 'postal-mime';

/** A file in a mail, by its place. */
export interface AttachedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A mail opened for its page. */
export interface OpenedMail {
  readonly text: string;
  /** Null: it has no HTML part. Images that it brings itself are in it as data. */
  readonly html: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Every address that its parts point at, in their order. */
  readonly links: readonly string[];
  readonly files: readonly AttachedFile[];
}

/** Reads a mail as it was received. */
export async function readMail(source: Buffer): Promise<OpenedMail> {
  const mail = await PostalMime.parse(source, { forceRfc822Attachments: true });
  const text = mail.text ?? '';
  return {
    text,
    html: mail.html === undefined ? null : withOwnImages(mail.html, mail.attachments),
    headers: headerLines(source),
    links: linksIn(text, mail.html ?? ''),
    files: mail.attachments.map((file, at) => ({
      name: file.filename ?? `part-${at + 1}`,
      type: file.mimeType,
      bytes: bytesOf(file),
    })),
  };
}

/** An address, without what closes the sentence or the bracket around it. */
export const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"').,;:!?])/g;

function linksIn(text: string, html: string): string[] {
  const pointed = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  const all = [...(text.match(LINK) ?? []), ...pointed.map(unescaped)];
  return [...new Set(all)].filter((link) => /^(?:https?:|mailto:)/i.test(link));
}

function unescaped(attribute: string): string {
  return attribute
    .trim()
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/** `cid:` addresses (RFC 2392) of images become the images themselves: the frame loads nothing. */
function withOwnImages(html: string, files: readonly Attachment[]): string {
  return html.replace(/\bcid:([^\s"'<>)]+)/gi, (whole, id: string) => {
    const file = files.find(({ contentId }) => contentId?.replace(/^<|>$/g, '') === id);
    if (!file || !/^image\/[\w.+-]+$/.test(file.mimeType)) return whole;
    return `data:${file.mimeType};base64,${bytesOf(file).toString('base64')}`;
  });
}

function bytesOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array);
}

/** The header block as it was received, a folded header as one line. */
function headerLines(source: Buffer): { name: string; value: string }[] {
  const end = source.indexOf('\r\n\r\n');
  const block = source.subarray(0, end < 0 ? source.length : end).toString('utf8');
  return block
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')),
      value: line.slice(line.indexOf(':') + 1).trim(),
    }));
}
