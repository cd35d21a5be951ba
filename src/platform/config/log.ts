import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import type { Config } from './config.js';

/** The program's log, injected by this class: JSON lines without personal data; paths that hold tokens never come here. */
export abstract class Log {
  /** Whether debug lines are written at all, for whoever would only gather them in vain. */
  abstract readonly debugs: boolean;
  abstract debug(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
}

class PinoLog extends Log {
  readonly debugs: boolean;

  constructor(private readonly out: Pino) {
    super();
    this.debugs = out.isLevelEnabled('debug');
  }

  override debug(fields: object, message: string): void {
    this.out.debug(fields, message);
  }

  override info(fields: object, message: string): void {
    this.out.info(fields, message);
  }

  override warn(fields: object, message: string): void {
    this.out.warn(fields, message);
  }

  override error(fields: object, message: string): void {
    this.out.error(fields, message);
  }
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** An error for the log: name, code, message and stack; a database's message may quote a row, so its SQLSTATE must do. */
export function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { fault: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    fault: error.name,
    code,
    message: code && SQLSTATE.test(code) ? undefined : error.message,
    at: frames.slice(0, 8).map((line) => line.trim()),
  };
}

/** Opens the log on standard output, or on a stream of a test. */
export function openLog(level: Config['logLevel'], stream?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return new PinoLog(stream ? pino(options, stream) : pino(options));
}

/** Nest's own messages, taken into the same log; its start-up chatter is for debugging only. */
export class NestLog implements LoggerService {
  constructor(private readonly out: Log) {}

  verbose(message: unknown, context?: unknown): void {
    this.out.debug({ from: context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.out.debug({ from: context }, String(message));
  }

  /** Nest tells at this level what it wired. */
  log(message: unknown, context?: unknown): void {
    this.out.debug({ from: context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.out.warn({ from: context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const error =
      rest.find((part) => part instanceof Error) ?? (message instanceof Error ? message : undefined);
    const context = rest.findLast((part) => typeof part === 'string');
    this.out.error({ from: context, ...(error ? faultOf(error) : {}) }, String(message));
  }
}
