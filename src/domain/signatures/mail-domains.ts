import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '../../kernel/errors.js';
import { packageRoot } from '../../platform/config/package-root.js';
import type { DomainRule } from './mailbox.rules.js';

/** Where the rules lie, from the program's folder. */
const FILE = 'templates/data/mail-domains.yaml';

const domainName = z.string().regex(/^(\*|(\*\.)?([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z0-9-]{2,})$/, {
  error: 'is no domain in lower-case ASCII, no `*.` with one, and not `*`',
});
const characters = z.string().regex(/^[+._=-]+$/, { error: 'may hold the characters + - . _ = only' });

const entry = z
  .strictObject({
    domains: z.array(domainName).min(1),
    tag: characters.optional(),
    ignored: characters.optional(),
    same_as: domainName.optional(),
    user_in: z.literal('subdomain').optional(),
    source: z.string().min(1),
  })
  .refine(({ same_as, domains }) => same_as === undefined || domains.includes(same_as), {
    path: ['same_as'],
    error: 'must be one of the domains named with it, so that one rule holds for all of them',
  })
  .refine(({ user_in, domains }) => !user_in || domains.every((name) => name.startsWith('*.')), {
    path: ['user_in'],
    error: 'needs domains that begin with `*.`',
  })
  .refine(({ tag = '', ignored = '' }) => !Array.from(tag).some((each) => ignored.includes(each)), {
    path: ['ignored'],
    error: 'names a character that begins a tag',
  });

const file = z.array(entry).superRefine((entries, context) => {
  const seen = new Set<string>();
  for (const name of entries.flatMap(({ domains }) => domains)) {
    if (seen.has(name)) context.addIssue({ code: 'custom', message: `names ${name} twice` });
    seen.add(name);
  }
  if (!seen.has('*')) context.addIssue({ code: 'custom', message: 'has no rule for `*`' });
});

/** The file of domain rules cannot be used; the message is one sentence that names the first fault's place. */
export class FaultyMailDomains extends Error {
  constructor(fault: string, options?: ErrorOptions) {
    super(`${FILE} ${fault}.`, options);
    this.name = 'FaultyMailDomains';
  }
}

/** What is known of receiving domains, read and checked once at the start. */
export class MailDomains {
  private constructor(readonly rules: ReadonlyMap<string, DomainRule>) {}

  /** The rules that the program ships. Throws FaultyMailDomains. */
  static shipped(): MailDomains {
    try {
      return MailDomains.read(readFileSync(join(packageRoot(), FILE), 'utf8'));
    } catch (error) {
      if (error instanceof FaultyMailDomains) throw error;
      throw new FaultyMailDomains(`cannot be read: ${messageOf(error)}`, { cause: error });
    }
  }

  /** Rules out of a YAML text. Throws FaultyMailDomains. */
  static read(text: string): MailDomains {
    const { data, error } = file.safeParse(valueOf(text));
    if (!data) throw new FaultyMailDomains(faultOf(error));
    return new MailDomains(
      new Map(
        data.flatMap(({ domains, tag = '', ignored = '', same_as: sameAs = null, user_in }) =>
          domains.map((name) => [name, { tag, ignored, sameAs, userInSubdomain: user_in !== undefined }]),
        ),
      ),
    );
  }
}

function valueOf(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [first = ''] = messageOf(error).split('\n');
    throw new FaultyMailDomains(`is not YAML: ${first.replace(/[.:]+$/, '')}`, { cause: error });
  }
}

function faultOf({ issues }: z.ZodError): string {
  const [first] = issues;
  const [place, field] = first?.path ?? [];
  const where =
    typeof place === 'number'
      ? `: entry ${place + 1}${field === undefined ? '' : `, ${String(field)}`}:`
      : '';
  return `${where === '' ? '' : `is faulty${where} `}${first?.message ?? 'is faulty'}`;
}
