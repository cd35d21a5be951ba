import type { KeyObject } from 'node:crypto';
import type { Environment } from './environment.js';
import { p256KeyOf } from './p256-key.js';

/** Who may report by web hooks; a relay that has nothing here has no hook. */
export interface HookConfig {
  /** ARNs of the SNS topics that are believed. */
  readonly ses: readonly string[];
  /** Each `name:password`. */
  readonly postmark: readonly string[];
  readonly mailgun: readonly string[];
  readonly sendgrid: readonly KeyObject[];
}

/** What the environment says of them. */
export function hooksOf(env: Environment): HookConfig {
  return {
    ses: env.VIGIL_HOOK_SES_TOPIC ?? [],
    postmark: env.VIGIL_HOOK_POSTMARK_LOGIN ?? [],
    mailgun: env.VIGIL_HOOK_MAILGUN_KEY ?? [],
    sendgrid: (env.VIGIL_HOOK_SENDGRID_KEY ?? []).map(p256KeyOf),
  };
}
