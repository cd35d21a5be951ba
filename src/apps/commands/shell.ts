import type { Config } from '../../platform/config/config.js';
import { loadConfig } from '../../platform/config/config.js';
import type { Answer } from './answer.js';
import { CommandApplication } from './command-application.js';
import { type ReachedDatabase, reachDatabase } from './reach-database.js';
import type { Terminal } from './terminal.js';
import type { VerbOptions } from './verb.js';

/** The variables a command runs with, as the process got them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What every verb runs in: it opens what the verb needs, tells the answer and keeps the exit code. */
export class Shell {
  exitCode = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly variables: Variables,
  ) {}

  /** Reads the configuration; throws ConfigError. */
  config(): Config {
    return loadConfig(this.variables);
  }

  /** Runs a verb that needs no application. */
  async plainly(options: VerbOptions, act: () => Answer | Promise<Answer>): Promise<void> {
    this.tell(await act(), options);
  }

  /** Runs a verb in an application with all domain modules, closed again afterwards whatever happens. */
  async within(options: VerbOptions, act: (app: CommandApplication) => Promise<Answer>): Promise<void> {
    const app = await CommandApplication.open(this.config(), (step) => this.progress(step));
    let answer: Answer;
    try {
      answer = await act(app);
    } finally {
      await app.close();
    }
    this.tell(answer, options);
  }

  /** Runs a verb that needs the database alone, by its owner's URL. */
  async onDatabase(options: VerbOptions, act: (database: ReachedDatabase) => Promise<Answer>): Promise<void> {
    const database = await reachDatabase(this.config());
    try {
      this.tell(await act(database), options);
    } finally {
      await database.release();
    }
  }

  /** Says what is being done, where a person watches. */
  progress(step: string): void {
    if (this.terminal.watched) this.terminal.err(`… ${step}\n`);
  }

  /** Says a line of a long command at once, on the answer's stream. */
  say(line: string): void {
    this.terminal.out(`${line}\n`);
  }

  private tell(answer: Answer, options: VerbOptions): void {
    const text = options.json ? JSON.stringify(answer.data, null, 2) : answer.lines.join('\n');
    if (text !== '') this.terminal.out(`${text}\n`);
    this.exitCode = answer.exitCode ?? 0;
  }
}
