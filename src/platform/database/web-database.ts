import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool, type QueryResultRow, types } from 'pg';
import { connectionOptions } from './open-data-source.js';

export interface WebDatabaseSettings {
  readonly url: string;
  /** Connections at most (default 4). */
  readonly poolSize?: number;
}

const DATE_OID = 1082;

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
      ...connectionOptions('vigil_web'),
      types: {
        // A day stays the text it is; a Date would drag a zone in.
        getTypeParser: ((oid: number, format?: 'text') =>
          oid === DATE_OID
            ? (text: string) => text
            : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
      },
    });
    // An idle connection lost (a restart of the server) is replaced at the next query.
    this.pool.on('error', () => undefined);
  }

  /** Runs one statement and answers its rows. */
  async query<Row extends QueryResultRow>(sql: string, params: unknown[] = []): Promise<Row[]> {
    const result = await this.pool.query<Row>(sql, params);
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
