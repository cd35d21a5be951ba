import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../../platform/config/config.js';
import { tryPort } from '../../platform/embedded/free-port.js';
import { codeOf, Refusal } from '../../platform/embedded/refusal.js';

/** Throws a Refusal when the port cannot be had, before anything is prepared. */
export async function requirePort({ port, host }: Config): Promise<void> {
  const fault = await tryPort(port, host);
  if (fault !== undefined) throw refusalOf(fault, port, host);
}

/** Starts answering. */
export async function listen(app: NestFastifyApplication, { port, host }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const fault = codeOf(error);
    throw fault === undefined ? error : refusalOf(fault, port, host);
  }
}

/** Where people on this machine find the service. */
export function localOrigin({ port, host }: Config): string {
  const everywhere = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host);
  return `http://${everywhere ? 'localhost' : host}:${port}`;
}

function refusalOf(fault: string, port: number, host: string): Refusal {
  if (fault === 'EADDRINUSE') {
    return new Refusal(`Port ${port} is in use by another program; stop it or set PORT to another port.`);
  }
  if (fault === 'EACCES')
    return new Refusal(`Port ${port} may not be used by this user; set PORT to one above 1023.`);
  return new Refusal(`HOST ${host} with PORT ${port} cannot be listened on (${fault}).`);
}
