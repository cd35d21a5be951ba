import { type Config, loadConfig } from '../../platform/config/config.js';
import { openLog } from '../../platform/config/log.js';
import { type DnsLookup, systemDns } from '../../platform/dns/dns-lookup.js';
import { type CommandDatabase, withDatabase } from '../../platform/embedded/with-database.js';
import type { Answer } from './answer.js';
import type { CommandApplication } from './command-application.js';
import type { Terminal } from './terminal.js';
import type { VerbOptions } from './verb.js';

/** The variables a command runs with, as the process got them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What every verb runs in: it opens what the verb needs, tells the answer and keeps the exit code. */
export class Shell {
  exitCode = 0;
  /** A command tells what it has to tell on its own streams. */
  private readonly log = openLog('silent');

  constructor(
    private readonly terminal: Terminal,
    private readonly variables: Variables,
    /** The world's names, as this machine sees them; a test may have a world of its own. */
    readonly dns: DnsLookup = systemDns(),
  ) {}

  /** Reads the configuration; throws ConfigError. */
  config(): Config {
    return loadConfig(this.variables);
  }

  /** One variable as the process got it. */
  variable(name: string): string | undefined {
    return this.variables[name];
  }

  /** Runs a verb that needs no application. */
  async plainly(options: VerbOptions, act: () => Answer | Promise<Answer>): Promise<void> {
    this.tell(await act(), options);
  }

  /** Runs a verb that needs the database alone. */
  async onDatabase(options: VerbOptions, act: (database: CommandDatabase) => Promise<Answer>): Promise<void> {
    this.tell(await this.reach(this.config(), act), options);
  }

  /** Runs a verb in an application with all domain modules, closed again afterwards whatever happens. */
  async within(options: VerbOptions, act: (app: CommandApplication) => Promise<Answer>): Promise<void> {
    const config = this.config();
    const answer = await this.reach(config, async (database) => {
      // All domain modules take longest to read: not before a verb wants them.
      const { CommandApplication } = await import('./command-application.js');
      const app = await CommandApplication.open(config, database, this.log);
      try {
        return await act(app);
      } finally {
        await app.close();
      }
    });
    this.tell(answer, options);
  }

  /** Says what is being done, where a person watches. */
  progress(step: string): void {
    if (this.terminal.watched) this.terminal.err(`… ${step}\n`);
  }

  /** Says a line of a long command at once, on the answer's stream. */
  say(line: string): void {
    this.terminal.out(`${line}\n`);
  }

  /** Whether a person can be asked. */
  get canAsk(): boolean {
    return this.terminal.ask !== undefined;
  }

  /** Asks; only a plain yes is one. */
  async ask(question: string): Promise<boolean> {
    const answer = await this.terminal.ask?.(`${question} `);
    return /^y(es)?$/i.test(answer?.trim() ?? '');
  }

  /** Gives a piece of work the database, as every command gets it. */
  reach<T>(config: Config, work: (database: CommandDatabase) => Promise<T>): Promise<T> {
    const tell = {
      log: this.log,
      progress: (doing: string) => {
        this.progress(doing);
      },
      remark: (sentence: string) => {
        if (this.terminal.watched) this.terminal.err(`${sentence}\n`);
      },
    };
    return withDatabase(config, tell, work);
  }

  private tell(answer: Answer, options: VerbOptions): void {
    const text = options.json ? JSON.stringify(answer.data, null, 2) : answer.lines.join('\n');
    if (text !== '') this.terminal.out(`${text}\n`);
    this.exitCode = answer.exitCode ?? 0;
  }
}
