import nodemailer from 'nodemailer';

/** Hands a mail to a mail server on this machine, as another server would. Rejects where it is refused. */
export async function sendMail(
  port: number,
  { from, to, source }: { from: string; to: string; source: string },
): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    await transport.sendMail({
      envelope: { from, to: [to] },
      raw: source.replace(/\r?\n/g, '\r\n'),
    });
  } finally {
    transport.close();
  }
}
