import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const PATIENCE_MS = 5_000;

/** Connects to a mail server and waits for its greeting (RFC 5321 §3.1); nothing is sent but QUIT. */
export async function greetingOf(smtpUrl: string): Promise<string> {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const socket = secure ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
  const greeting = await firstLine(socket, `${host}:${String(port)}`);
  if (!greeting.startsWith('220')) throw new Error(`${host}:${String(port)} greets with ${greeting}`);
  return `${host}:${String(port)} greets with ${greeting}`;
}

function firstLine(socket: Socket, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy();
      reject(new Error(`${name} did not greet within ${String(PATIENCE_MS / 1000)} seconds`));
    });
    socket.once('error', reject);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n');
      if (end < 0) return;
      socket.end('QUIT\r\n');
      resolve(text.slice(0, Math.min(end, 200)));
    });
    socket.once('close', () => {
      reject(new Error(`${name} closed the connection without a greeting`));
    });
  });
}
