import type { MailConnection } from './hand-over.js';
import { connectionsOf, type RelaySettings } from './relay-settings.js';
import { GroupHabits } from './smtp-dialogue.js';
import { RelayUnreachable, SmtpSession } from './smtp-session.js';

const IDLE_MS = 5_000;

/** Connections at most to the mail server, over all lanes of a process; some are kept for urgent mail. */
export interface RelayLimits {
  readonly bulk: number;
  readonly urgent: number;
}

/** What most mail servers let one client have. */
export const RELAY_LIMITS: RelayLimits = { bulk: 16, urgent: 32 };

/** Those of a process that is given this SMTP_URL, or none. */
export function limitsOf(smtpUrl: string | undefined): RelayLimits {
  const bulk = smtpUrl === undefined ? null : connectionsOf(smtpUrl);
  return bulk === null ? RELAY_LIMITS : { ...RELAY_LIMITS, bulk };
}

/** Where the mail goes: settings known at start, or found out at the first message (the embedded mailbox's port). */
export type RelayWhere = () => RelaySettings | Promise<RelaySettings>;

interface Idle {
  readonly connection: MailConnection;
  readonly timer: NodeJS.Timeout;
}

/** A loan of one connection; give it back with `release`. */
export interface Loan {
  readonly connection: MailConnection;
  release(): void;
}

/** The pool of connections to the mail server: they are reused, and closed after some idle seconds. */
export class Relay {
  private readonly idle: Idle[] = [];
  private readonly inUse = { bulk: 0, urgent: 0 };
  private readonly waiting: { bulk: (() => void)[]; urgent: (() => void)[] } = { bulk: [], urgent: [] };
  /** Those for whom the server has no further connection, until one of ours comes back. */
  private readonly hoping: { bulk: (() => void)[]; urgent: (() => void)[] } = { bulk: [], urgent: [] };
  private readonly lent = new Set<MailConnection>();
  private readonly habits: GroupHabits;
  private opening = 0;
  private closed = false;

  constructor(
    private readonly where: RelayWhere,
    /** The name given in EHLO. */
    private readonly name: string,
    readonly limits: RelayLimits = RELAY_LIMITS,
    /** The server turned out not to take the next mail's commands behind a body. */
    onNoGroups?: () => void,
  ) {
    this.habits = new GroupHabits(onNoGroups);
  }

  /** Lends a connection, waiting for a free place here and at the server. Throws RelayUnreachable. */
  async borrow(lane: 'bulk' | 'urgent'): Promise<Loan> {
    await this.place(lane);
    return this.lend(lane, this.takeIdle());
  }

  /** Lends a fresh connection in the place of one that the server ended. Throws RelayUnreachable; the place is then free. */
  async renew(loan: Loan, lane: 'bulk' | 'urgent'): Promise<Loan> {
    if (this.closed || !this.comesBack(loan.connection)) {
      loan.release();
      throw stopped();
    }
    this.drop(loan.connection);
    return this.lend(lane, undefined);
  }

  /** How many connections are lent out now. */
  get busy(): number {
    return this.inUse.bulk + this.inUse.urgent;
  }

  /** Closes all connections; those lent out close when they come back. */
  close(): void {
    this.closed = true;
    for (const hope of [...this.hoping.urgent.splice(0), ...this.hoping.bulk.splice(0)]) hope();
    for (const { connection, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      this.drop(connection);
    }
  }

  /** Cuts the connections that are lent out too: what is under way ends as broken or unanswered. */
  abort(): void {
    this.close();
    for (const connection of this.lent) connection.close();
  }

  private async lend(lane: 'bulk' | 'urgent', idle: MailConnection | undefined): Promise<Loan> {
    try {
      const connection = idle ?? (await this.connect(lane));
      this.lent.add(connection);
      const release = () => {
        if (!this.lent.has(connection)) return;
        this.giveBack(connection);
        this.comesBack(connection);
        this.leave(lane);
      };
      return { connection, release };
    } catch (error) {
      this.leave(lane);
      throw error;
    }
  }

  /** A server that takes no more connections from us has others of ours: the next of them that comes back will do. */
  private async connect(lane: 'bulk' | 'urgent'): Promise<MailConnection> {
    for (;;) {
      this.opening += 1;
      try {
        return await SmtpSession.open(await this.where(), this.name, this.habits);
      } catch (error) {
        const others = this.lent.size + this.opening - 1;
        if (!isFull(error) || others === 0) {
          this.encourage();
          throw error;
        }
      } finally {
        this.opening -= 1;
      }
      await new Promise<void>((resolve) => this.hoping[lane].push(resolve));
      if (this.closed) throw stopped();
      const idle = this.takeIdle();
      if (idle) return idle;
    }
  }

  /** Ends a loan; false when it had ended before. */
  private comesBack(connection: MailConnection): boolean {
    const wasLent = this.lent.delete(connection);
    if (wasLent) this.encourage();
    return wasLent;
  }

  /** Lets one of those who hope for a connection try again. */
  private encourage(): void {
    (this.hoping.urgent.shift() ?? this.hoping.bulk.shift())?.();
  }

  private async place(lane: 'bulk' | 'urgent'): Promise<void> {
    if (this.inUse[lane] >= this.limits[lane]) {
      await new Promise<void>((resolve) => this.waiting[lane].push(resolve));
    } else this.inUse[lane] += 1;
  }

  /** Hands the place to whoever waits longest, else frees it. */
  private leave(lane: 'bulk' | 'urgent'): void {
    const next = this.waiting[lane].shift();
    if (next) next();
    else this.inUse[lane] -= 1;
  }

  private takeIdle(): MailConnection | undefined {
    for (;;) {
      const idle = this.idle.pop();
      if (!idle) return undefined;
      clearTimeout(idle.timer);
      if (idle.connection.usable) return idle.connection;
      this.drop(idle.connection);
    }
  }

  private giveBack(connection: MailConnection): void {
    if (this.closed || !connection.usable || connection.announced) {
      this.drop(connection);
      return;
    }
    const timer = setTimeout(() => {
      const at = this.idle.findIndex((idle) => idle.connection === connection);
      if (at >= 0) this.idle.splice(at, 1);
      this.drop(connection);
    }, IDLE_MS);
    timer.unref();
    this.idle.push({ connection, timer });
  }

  private drop(connection: MailConnection): void {
    connection.close();
  }
}

function isFull(error: unknown): boolean {
  return (
    error instanceof RelayUnreachable && error.phase === 'connect' && error.reply?.startsWith('4') === true
  );
}

function stopped(): RelayUnreachable {
  return new RelayUnreachable('connect', null, 'the connections are closed');
}
