import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { isP256Key } from './p256-key.js';

const whole = (least: number, most: number) => `must be a whole number from ${least} to ${most}`;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, whole(least, most))
    .transform(Number)
    .refine((value) => value >= least && value <= most, whole(least, most));

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => {
    const parsed = URL.canParse(text) ? new URL(text) : undefined;
    return parsed !== undefined && protocols.includes(parsed.protocol) && parsed.hostname !== '';
  }, `must be a URL such as ${example}`);

const hostName = z
  .string()
  .regex(
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/i,
    'must be a domain name such as mail.example.org',
  )
  .transform((text) => text.toLowerCase());

const selector = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i, 'must be a DKIM selector such as vigil2026');

/** One or several values, separated by commas. */
const several = (one: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(one));

const file = z.string().min(1, 'must be a file');

const snsTopic = z
  .string()
  .regex(
    /^arn:aws(?:-[a-z-]+)?:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/,
    'must be the ARN of an SNS topic such as arn:aws:sns:eu-west-1:123456789012:vigil',
  );

const login = z
  .string()
  .regex(
    /^[A-Za-z0-9._~-]+:[A-Za-z0-9._~-]{16,}$/,
    'must be a name and a password of at least 16 letters, digits, -, _, . or ~, such as vigil:3b1f…',
  );

const signingKey = z
  .string()
  .regex(/^[\x21-\x2b\x2d-\x7e]{16,200}$/, 'must be a signing key as Mailgun shows it');

const p256Key = z.string().refine(isP256Key, 'must be a verification key as SendGrid shows it, in base64');

const publicUrl = url(['http:', 'https:'], 'https://vigil.example.org')
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { pathname, search, hash, username } = new URL(text);
    return pathname === '/' && !search && !hash && !username;
  }, 'must have no path, query or user name, as in https://vigil.example.org')
  .transform((text) => new URL(text).origin);

const mailFrom = z
  .string()
  .regex(
    /^(?:[^<>\r\n"@,;]+ <[^\s<>@]+@[^\s<>@]+>|"[^"\r\n]+" <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    'must be one address such as vigil@example.org or Vigil <vigil@example.org>',
  );

const masterKey = z
  .string()
  .refine(
    (text) => /^[A-Za-z0-9_-]{43}=?$/.test(text),
    'must be 32 bytes in base64url (43 characters), as `openssl rand -base64 32 | tr +/ -_` makes them',
  )
  .transform((text) => Buffer.from(text, 'base64url'));

const networks = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ) // prettier-ignore
  .refine(
    (parts) => parts.every(isNetwork),
    'must be networks separated by commas, such as 10.0.0.0/8,::1/128',
  );

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

const oneLine = z.string().regex(/^[^\p{Cc}]{1,500}$/u, 'must be one line of at most 500 characters');

/** Every variable the program reads, with what it means; a fault is a sentence that follows the variable's name. */
export const environment = z.object({
  PORT: wholeNumber(1, 65_535).default(3000).describe('The port to listen on.'),
  HOST: z
    .string()
    .regex(/^[a-z0-9:.-]+$/i, 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1')
    .describe('The address to listen on.'),
  VIGIL_PUBLIC_URL: publicUrl
    .optional()
    .describe(
      'The address people use, in every link; unset: http://localhost with the port. A public one needs SMTP_URL and VIGIL_MAIL_FROM.',
    ),
  VIGIL_DATA_DIR: z
    .string()
    .refine((text) => !text.includes('\0'), 'must be a folder')
    .default('./data')
    .describe('The folder of the embedded database, the embedded mailbox and the generated keys.'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/vigil')
    .optional()
    .describe('A PostgreSQL database, whose owner the user is; unset: an embedded PostgreSQL.'),
  VIGIL_WEB_DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/vigil')
    .optional()
    .describe(
      'The same database for a public web process, by a user that is only a member of vigil_web; unset: DATABASE_URL with SET ROLE.',
    ),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://host:6379')
    .optional()
    .describe('Redis for the queues; unset: the queues live in PostgreSQL.'),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587')
    .refine(
      (text) =>
        !URL.canParse(text) ||
        /^(?:[1-9]|[1-9]\d|1\d\d|200)$/.test(new URL(text).searchParams.get('connections') ?? '16'),
      'may name 1 to 200 connections, as in smtp://host:587?connections=32',
    )
    .optional()
    .describe(
      'The mail server that takes all mail; ?connections=32 lets mail to many have so many at once (default 16), ?catches=all says that it delivers none of it. Unset: an embedded mailbox.',
    ),
  VIGIL_MAIL_FROM: mailFrom
    .optional()
    .describe(
      'The sender of the mail, an address or a name with an address; unset: vigil at the DKIM domain, else at localhost.',
    ),
  VIGIL_BOUNCE_DOMAIN: hostName
    .optional()
    .describe('The domain of the return path, whose MX leads to the inbound mail; unset: the sender itself.'),
  VIGIL_INBOUND_LISTEN: url(['smtp:', 'lmtp:'], 'smtp://0.0.0.0:2525 or lmtp://127.0.0.1:2424')
    .refine(
      (text) => !URL.canParse(text) || new URL(text).port !== '',
      'must name a port, as in smtp://0.0.0.0:2525',
    )
    .optional()
    .describe(
      'Where the worker takes in bounces and answers, smtp://host:port as a mail exchanger or lmtp://host:port from a mail server; unset: nowhere.',
    ),
  VIGIL_IMAP_URL: url(['imap:', 'imaps:'], 'imaps://user:password@host/INBOX')
    .refine((text) => {
      const { username, password } = URL.canParse(text) ? new URL(text) : { username: 'x', password: 'x' };
      return username !== '' && password !== '';
    }, 'must name a user and a password, as in imaps://user:password@host/INBOX')
    .optional()
    .describe(
      'A mailbox that bounces and answers arrive in, which the worker empties: imaps://user:password@host/folder; unset: none.',
    ),
  VIGIL_IMAP_DONE: z
    .enum(['keep', 'delete'], { error: 'must be keep or delete' })
    .default('keep')
    .describe('What becomes of a mail in it that was counted: kept in Vigil-done for 7 days, or deleted.'),
  VIGIL_HOOK_SES_TOPIC: several(snsTopic)
    .optional()
    .describe(
      'The ARN of the Amazon SNS topic by which Amazon SES reports to /inbound/ses; several by commas. Unset: no hook.',
    ),
  VIGIL_HOOK_POSTMARK_LOGIN: several(login)
    .optional()
    .describe(
      "The name:password in the URL of Postmark's web hook, /inbound/postmark, the password at least 16 characters; likewise.",
    ),
  VIGIL_HOOK_MAILGUN_KEY: several(signingKey)
    .optional()
    .describe(
      "Mailgun's webhook signing key, with which it signs what it reports to /inbound/mailgun; likewise.",
    ),
  VIGIL_HOOK_SENDGRID_KEY: several(p256Key)
    .optional()
    .describe(
      "The verification key of SendGrid's signed event webhook, which reports to /inbound/sendgrid; likewise.",
    ),
  VIGIL_DKIM_DOMAIN: several(hostName)
    .optional()
    .describe(
      'The domain of the sender, which signs the mail (DKIM d=); several by commas. Unset: mail is not signed here.',
    ),
  VIGIL_DKIM_SELECTOR: several(selector)
    .optional()
    .describe('The selector of the RSA key (DKIM s=); one for all domains, or one each by commas.'),
  VIGIL_DKIM_KEY_FILE: several(file)
    .optional()
    .describe('The file of the RSA private key, PEM, as `vigil dkim generate` makes it; likewise.'),
  VIGIL_DKIM_ED25519_SELECTOR: several(selector)
    .optional()
    .describe('The selector of a second, Ed25519 key; likewise.'),
  VIGIL_DKIM_ED25519_KEY_FILE: several(file)
    .optional()
    .describe('The file of the Ed25519 private key, PEM; likewise.'),
  VIGIL_MASTER_KEY: masterKey
    .optional()
    .describe(
      'The key that wraps all other keys: 32 bytes in base64url. Unset, with the embedded database: made once, in the data folder.',
    ),
  VIGIL_MASTER_KEY_FILE: z
    .string()
    .optional()
    .describe('The file that holds the master key, instead of VIGIL_MASTER_KEY.'),
  VIGIL_TRUST_PROXY: networks
    .default([])
    .describe('Networks of the reverse proxies whose X-Forwarded headers are believed, separated by commas.'),
  VIGIL_COUNT_INTERVAL: wholeNumber(1, 60)
    .default(10)
    .describe('Seconds after which a confirmed signature is in the public count at the latest.'),
  VIGIL_OPERATOR_NAME: oneLine.optional().describe('Who runs the service, as the imprint names them.'),
  VIGIL_OPERATOR_ADDRESS: oneLine
    .optional()
    .describe('The postal address in the imprint, its lines separated by semicolons.'),
  VIGIL_OPERATOR_EMAIL: z
    .string()
    .regex(/^[^\s<>@",;:]+@[^\s<>@",;:]+\.[^\s<>@",;:]+$/, 'must be one address such as office@example.org')
    .optional()
    .describe(
      'Where people write to whoever runs the service, and report campaigns. Unset: the pages say that there is no such address.',
    ),
  VIGIL_OPERATOR_MORE: oneLine
    .optional()
    .describe(
      'What the law wants in an imprint beside (a register and its number, who answers for the content), likewise by lines.',
    ),
  VIGIL_METRICS_TOKEN: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,500}$/,
      'must be 16 characters or more, without spaces, as `openssl rand -hex 24` makes them',
    )
    .optional()
    .describe('The bearer token that opens /metrics; unset: they are served to this machine only.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info')
    .describe('How much is logged; unset, on a terminal: warn.'),
});

/** The variables, read and checked one by one. */
export type Environment = z.output<typeof environment>;

/** One row of the table that `vigil env` prints. */
export interface VariableDescription {
  readonly name: string;
  readonly byDefault: string;
  readonly description: string;
}

/** Every variable with its default and meaning, in the order of the documentation. */
export function describeEnvironment(): VariableDescription[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const empty = schema.safeParse(undefined);
    const value = empty.success ? empty.data : undefined;
    return {
      name,
      byDefault: value === undefined ? '' : String(value),
      description: schema.description ?? '',
    };
  });
}
