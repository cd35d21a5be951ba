import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/**
 * What dispatch is measured against, in a process of its own: the same mail by nodemailer's own means, kept nowhere.
 * Arguments: `pool` (bare connections with one prebuilt buffer) or `nodemailer` (its pooled sendMail, which composes each),
 * the sink's port, the connections, the mails, a JSON file with the mail, and for `nodemailer` the file of an RSA key.
 */
const [mode = '', port = '', lines = '', mails = '', file = '', keyFile] = process.argv.slice(2);
const connections = Number(lines);
const amount = Number(mails);
const mail = JSON.parse(readFileSync(file, 'utf8')) as YardstickMail;

/** The mail as it was sent by the service, and its parts. */
export interface YardstickMail {
  readonly raw: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** DKIM's header list, with colons between. */
  readonly signed: string;
}

let next = 0;

async function pool(): Promise<void> {
  const body = Buffer.from(mail.raw, 'latin1');
  await Promise.all(Array.from({ length: connections }, () => line(body)));
}

async function line(body: Buffer): Promise<void> {
  const connection = new SMTPConnection({ host: '127.0.0.1', port: Number(port), ignoreTLS: true });
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  while (next < amount) {
    next += 1;
    const envelope = { from: 'bounce@vigil.example.org', to: [`person${next}@people.example`] };
    await new Promise<void>((resolve, reject) => {
      connection.send(envelope, body, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
  connection.quit();
}

async function nodemailer(): Promise<void> {
  const key = keyFile === undefined ? undefined : readFileSync(keyFile, 'utf8');
  const transport = createTransport({
    host: '127.0.0.1',
    port: Number(port),
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(key
      ? {
          dkim: {
            domainName: 'example.org',
            keySelector: 'bench',
            privateKey: key,
            headerFieldNames: mail.signed,
          },
        }
      : {}),
  });
  const sender = async () => {
    while (next < amount) {
      next += 1;
      const name = `Person ${next}`;
      const link = `https://vigil.example.org/unsubscribe/${next}`;
      await transport.sendMail({
        from: mail.from,
        to: { name, address: `person${next}@people.example` },
        subject: mail.subject,
        text: `${name}\n${link}\n${mail.text}`,
        html: `<p>${name} <a href="${link}">.</a></p>${mail.html}`,
        headers: { ...mail.headers, 'List-Unsubscribe': `<${link}>` },
        envelope: { from: 'bounce@vigil.example.org', to: `person${next}@people.example` },
        messageId: `<${next}@vigil.example.org>`,
      });
    }
  };
  await Promise.all(Array.from({ length: connections * 2 }, sender));
  transport.close();
}

await (mode === 'pool' ? pool() : nodemailer());
