/** What the driver says, without any code, when the server's end of a connection goes away or a new one is not to be had. */
const SAID = /timeout|terminated|Connection/i;

/** Whether an error says that the database was lost on the way: no row is to blame, and the same may be tried again. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof Error && !('code' in error && error.code) && SAID.test(error.message);
}
