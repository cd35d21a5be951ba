import pg from 'pg';
import type { DataSource } from 'typeorm';

interface Kept {
  readonly client: pg.Client;
  lost: boolean;
}

/** Planned once; and since a plan made while a table was small must serve when it is large, none that scans one or makes a map of it. */
const PLANNING = '-c enable_seqscan=off -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan';

/**
 * A statement that is run again and again, on connections of its own where it is planned once: for a group of some rows
 * planning takes longer than the rows.
 */
export class StandingStatement {
  private readonly idle: Kept[] = [];
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly name: string,
    private readonly text: string,
  ) {}

  /** Its rows. Throws what the database says; the connection is then given up. */
  async run<Row>(values: unknown[]): Promise<Row[]> {
    const kept = this.take() ?? (await this.connect());
    try {
      const { rows } = await kept.client.query({ name: this.name, text: this.text, values });
      if (this.closed) await kept.client.end();
      else this.idle.push(kept);
      return rows as Row[];
    } catch (error) {
      void kept.client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Ends the connections; one that is at work ends when it is done. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.idle.splice(0).map(({ client }) => client.end().catch(() => undefined)));
  }

  private take(): Kept | undefined {
    for (let kept = this.idle.pop(); kept; kept = this.idle.pop()) if (!kept.lost) return kept;
    return undefined;
  }

  /** On the role and with the settings of the data source. */
  private async connect(): Promise<Kept> {
    const options = this.db.options as { url: string; applicationName: string; extra: { options: string } };
    const client = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName,
      options: `${options.extra.options} ${PLANNING}`,
      connectionTimeoutMillis: 10_000,
    });
    const kept: Kept = { client, lost: false };
    client.on('error', () => {
      kept.lost = true;
    });
    await client.connect();
    return kept;
  }
}
