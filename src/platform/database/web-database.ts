import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg, { Pool, type QueryResultRow } from 'pg';
import { connectionOptions } from './open-data-source.js';

/**
 * Each statement's plan is made once for a connection and serves whatever is asked: all find rows by keys alone, and a
 * plan for each call, in the functions of tokens too, cost more than what it planned.
 */
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan';

export interface WebDatabaseSettings {
  readonly url: string;
  /** Connections at most (default 4). */
  readonly poolSize?: number;
}

const DATE_OID = 1082;

/** A day stays the text it is; a Date would drag a zone in. */
function daysAsText(): pg.TypeOverrides {
  const overrides = new pg.TypeOverrides();
  overrides.setTypeParser(DATE_OID, (text: string) => text);
  return overrides;
}

/**
 * The public web process's only way to the database: the role `vigil_web`, which may insert intake,
 * read published projections and call the token functions, and nothing else (see the privacy rules).
 */
@Injectable()
export class WebDatabase implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(settings: WebDatabaseSettings) {
    this.pool = new Pool({
      connectionString: settings.url,
      max: settings.poolSize ?? 4,
      application_name: 'vigil_web',
      connectionTimeoutMillis: 10_000,
      options: `${connectionOptions('vigil_web').options} ${PLANNED_ONCE}`,
      types: daysAsText(),
    });
    // An idle connection lost (a restart of the server) is replaced at the next query.
    this.pool.on('error', () => undefined);
  }

  /** Runs one statement and answers its rows; one with a name is parsed and planned once for each connection. */
  async query<Row extends QueryResultRow>(
    text: string,
    values: unknown[] = [],
    name?: string,
  ): Promise<Row[]> {
    const result = await this.pool.query<Row>(name === undefined ? { text, values } : { name, text, values });
    return result.rows;
  }

  /** Closes the pool, once. */
  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
