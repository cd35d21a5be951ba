declare module 'autocannon' {
  export interface Request {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Called before each request; answers the request to send. */
    readonly setupRequest?: (request: Request) => Request;
  }

  export interface Options {
    readonly url: string;
    readonly connections: number;
    /** Requests in all; instead of a duration. */
    readonly amount: number;
    readonly requests: readonly Request[];
  }

  export interface Result {
    readonly '2xx': number;
    readonly '3xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
    /** Milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number };
  }

  /** A run: resolves when it has ended, and tells of each response. */
  export interface Run extends Promise<Result> {
    on(event: 'response', listener: () => void): this;
  }

  export default function autocannon(options: Options): Run;
}
