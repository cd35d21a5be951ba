/** What a look at one part of the installation found. */
export interface Check {
  readonly part: 'config' | 'database' | 'count' | 'keys' | 'queue' | 'mail';
  readonly ok: boolean;
  /** One sentence: what is there, or what is wrong. */
  readonly finding: string;
}

const sentence = (error: unknown): string => {
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  return first instanceof Error && first.message !== '' ? first.message : 'it could not be reached';
};

/** Runs a look and takes what it throws as the finding. */
export async function look(part: Check['part'], probe: () => Promise<string>): Promise<Check> {
  try {
    return { part, ok: true, finding: await probe() };
  } catch (error) {
    return { part, ok: false, finding: sentence(error) };
  }
}
