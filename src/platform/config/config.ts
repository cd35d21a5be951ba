import { resolve } from 'node:path';
import { type DkimConfig, dkimFaults, dkimOf } from './dkim-config.js';
import { environment, type Environment } from './environment.js';
import { type Operator, operatorOf } from './operator-config.js';
import { type HookConfig, hooksOf } from './hook-config.js';

/** Where mail is taken in, and how it is handed over. */
export interface InboundListenConfig {
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  readonly port: number;
}

/** Where the master key comes from; absent: the embedded mode makes one in the data folder. */
export type MasterKeySource = { readonly bytes: Buffer } | { readonly file: string };

/** The configuration is faulty; `faults` are whole sentences, all of them at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join(' '));
    this.name = 'ConfigError';
  }
}

/** What the environment says, read once at start and injected by this class. */
export class Config {
  readonly port: number;
  readonly host: string;
  /** Origin of every link, without a slash at the end. */
  readonly publicUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Absent: the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly webDatabaseUrl: string | undefined;
  /** Absent: the queues live in PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Absent: the embedded mailbox. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Whether VIGIL_MAIL_FROM names the sender; else it is made up. */
  readonly senderGiven: boolean;
  readonly bounceDomain: string | undefined;
  /** Absent: no mail is taken in. */
  readonly inboundListen: InboundListenConfig | undefined;
  /** Absent: no mailbox is emptied. */
  readonly imapUrl: string | undefined;
  readonly imapDone: Environment['VIGIL_IMAP_DONE'];
  /** Whether mail comes in by one of these doors: what it may ask for is offered only then. */
  readonly takesMail: boolean;
  /** Who may report by web hooks. */
  readonly hooks: HookConfig;
  /** One for each domain that signs; empty: mail is not signed here. */
  readonly dkim: readonly DkimConfig[];
  readonly masterKey: MasterKeySource | undefined;
  readonly trustProxy: readonly string[];
  /** Seconds, 1 to 60. */
  readonly countInterval: number;
  /** What opens the metrics to whoever brings it; absent: only this machine reads them. */
  readonly metricsToken: string | undefined;
  /** Who runs the service, as the imprint says. */
  readonly operator: Operator;
  readonly logLevel: Environment['LOG_LEVEL'];

  constructor(env: Environment) {
    this.port = env.PORT;
    this.host = env.HOST;
    this.publicUrl = env.VIGIL_PUBLIC_URL ?? `http://localhost:${env.PORT}`;
    this.dataDir = resolve(env.VIGIL_DATA_DIR);
    this.databaseUrl = env.DATABASE_URL;
    this.webDatabaseUrl = env.VIGIL_WEB_DATABASE_URL;
    this.redisUrl = env.REDIS_URL;
    this.smtpUrl = env.SMTP_URL;
    this.inboundListen = inboundOf(env.VIGIL_INBOUND_LISTEN);
    this.imapUrl = env.VIGIL_IMAP_URL;
    this.takesMail = this.inboundListen !== undefined || this.imapUrl !== undefined;
    this.imapDone = env.VIGIL_IMAP_DONE;
    this.hooks = hooksOf(env);
    this.dkim = dkimOf(env);
    this.mailFrom = env.VIGIL_MAIL_FROM ?? `Vigil <vigil@${this.dkim[0]?.domain ?? 'localhost'}>`;
    this.senderGiven = env.VIGIL_MAIL_FROM !== undefined;
    this.bounceDomain = env.VIGIL_BOUNCE_DOMAIN;
    this.masterKey = masterKeyOf(env);
    this.trustProxy = env.VIGIL_TRUST_PROXY;
    this.countInterval = env.VIGIL_COUNT_INTERVAL;
    this.metricsToken = env.VIGIL_METRICS_TOKEN;
    this.operator = operatorOf(env);
    this.logLevel = env.LOG_LEVEL;
  }

  /** Whether HOST and VIGIL_PUBLIC_URL both name this machine only. */
  get loopbackOnly(): boolean {
    return isLoopback(this.host) && isLoopback(new URL(this.publicUrl).hostname);
  }
}

/** Reads and checks all variables; throws ConfigError with every fault found. An empty variable counts as unset. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [
      name,
      env[name]?.trim() === '' ? undefined : env[name]?.trim(),
    ]),
  );
  const parsed = environment.safeParse(given);
  const faults = parsed.success
    ? contradictions(parsed.data)
    : [
        ...new Map(
          parsed.error.issues.map(({ path: [name], message }) => [name, `${String(name)} ${message}.`]),
        ).values(),
      ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return new Config(parsed.data);
}

/** Whether a host name or address means this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
  );
}

function contradictions(env: Environment): string[] {
  const faults: string[] = [];
  if (env.VIGIL_PUBLIC_URL && !isLoopback(new URL(env.VIGIL_PUBLIC_URL).hostname)) {
    const missing = (['SMTP_URL', 'VIGIL_MAIL_FROM'] as const).filter((name) => env[name] === undefined);
    if (missing.length > 0) {
      faults.push(
        `VIGIL_PUBLIC_URL is a public address, so ${missing.join(' and ')} must be set: without a mail server nobody could confirm.`,
      );
    }
  }
  faults.push(...dkimFaults(env));
  if (env.VIGIL_MASTER_KEY !== undefined && env.VIGIL_MASTER_KEY_FILE !== undefined) {
    faults.push('VIGIL_MASTER_KEY and VIGIL_MASTER_KEY_FILE are both set; set one of them.');
  }
  return faults;
}

function inboundOf(text: string | undefined): InboundListenConfig | undefined {
  if (text === undefined) return undefined;
  const { protocol, hostname, port } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { protocol: protocol === 'lmtp:' ? 'lmtp' : 'smtp', host, port: Number(port) };
}

function masterKeyOf(env: Environment): MasterKeySource | undefined {
  if (env.VIGIL_MASTER_KEY !== undefined) return { bytes: env.VIGIL_MASTER_KEY };
  if (env.VIGIL_MASTER_KEY_FILE !== undefined) return { file: resolve(env.VIGIL_MASTER_KEY_FILE) };
  return undefined;
}
