/** The 32 bytes that wrap every other key; injected by this class, and never into the public web process. */
export class MasterKey {
  constructor(readonly bytes: Buffer) {
    if (bytes.length !== 32) throw new Error('a master key has 32 bytes');
  }
}
