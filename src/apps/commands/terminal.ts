import { createInterface } from 'node:readline/promises';

/** Where a command writes: answers to `out`, progress and refusals to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches `err`; progress is shown only then. */
  readonly watched: boolean;
  /** Asks whoever sits there; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
}

/** The process's own streams. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    watched: process.stderr.isTTY,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
