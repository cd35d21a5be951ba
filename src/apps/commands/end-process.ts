/** What may still be open when all is done, such as a connection that is being tried again, gets so long to end by itself. */
const GRACE_MS = 500;

/** Ends the process with the exit code, once what was written is out. */
export function endProcess(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(), GRACE_MS).unref();
}
