import type { MailConnection } from './hand-over.js';
import type { RelaySettings } from './relay-settings.js';
import { SmtpSession } from './smtp-session.js';

const IDLE_MS = 5_000;

/** Connections at most to the mail server, over all lanes of a process; some are kept for urgent mail. */
export interface RelayLimits {
  readonly bulk: number;
  readonly urgent: number;
}

const LIMITS: RelayLimits = { bulk: 16, urgent: 32 };

/** Where the mail goes: settings known at start, or found out at the first message (the embedded mailbox's port). */
export type RelayWhere = () => RelaySettings | Promise<RelaySettings>;

interface Idle {
  readonly connection: MailConnection;
  readonly timer: NodeJS.Timeout;
}

/** A loan of one connection; give it back with `release`. */
export interface Loan {
  readonly connection: MailConnection;
  /** It carried mail before: the server may have closed it meanwhile. */
  readonly reused: boolean;
  release(): void;
}

/** The pool of connections to the mail server: they are reused, and closed after some idle seconds. */
export class Relay {
  private readonly idle: Idle[] = [];
  private readonly inUse = { bulk: 0, urgent: 0 };
  private readonly waiting: { bulk: (() => void)[]; urgent: (() => void)[] } = { bulk: [], urgent: [] };
  private readonly lent = new Set<MailConnection>();
  private closed = false;

  constructor(
    private readonly where: RelayWhere,
    /** The name given in EHLO. */
    private readonly name: string,
    private readonly limits: RelayLimits = LIMITS,
  ) {}

  /** Lends a connection, waiting for a free place. Throws RelayUnreachable; `fresh` never takes an idle one. */
  async borrow(lane: 'bulk' | 'urgent', fresh = false): Promise<Loan> {
    await this.place(lane);
    try {
      const reusable = fresh ? undefined : this.takeIdle();
      const connection = reusable ?? (await SmtpSession.open(await this.where(), this.name));
      this.lent.add(connection);
      const release = () => {
        if (!this.lent.delete(connection)) return;
        this.giveBack(connection);
        this.leave(lane);
      };
      return { connection, reused: reusable !== undefined, release };
    } catch (error) {
      this.leave(lane);
      throw error;
    }
  }

  /** How many connections are lent out now. */
  get busy(): number {
    return this.inUse.bulk + this.inUse.urgent;
  }

  /** Closes all connections; those lent out close when they come back. */
  close(): void {
    this.closed = true;
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
    if (this.closed || !connection.usable) {
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
