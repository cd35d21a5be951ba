import { networkInterfaces } from 'node:os';

/** An IPv4 address of this machine that is not loopback, for what must be taken for a server elsewhere; undefined without one. */
export function otherAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
