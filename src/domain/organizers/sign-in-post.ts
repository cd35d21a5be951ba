import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { slot } from '../../platform/mail/slots.js';
import { ORGANIZERS_LANE } from '../dispatch/lane.store.js';
import { INSTANCE_SCOPE } from '../keys/instance-scope.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { PostToOrganizer } from './post-to-organizer.js';
import type { Organizer } from './role.rules.js';
import { LINK_MS } from './session.rules.js';
import { SIGN_IN_KIND, signInToken } from './sign-in-links.js';

/** Writes the mail into dispatch's ledger. */
@Injectable()
export class SignInPost {
  constructor(
    private readonly keys: ScopeKeys,
    private readonly post: PostToOrganizer,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; answers the token that the mail will carry. */
  async run(tx: Tx, organizer: Organizer): Promise<string> {
    const { tokenKey } = await this.keys.ring(INSTANCE_SCOPE, { tx });
    const ref = newId<'sign-in-link'>();
    await this.post.run(tx, organizer, {
      kind: SIGN_IN_KIND,
      template: SIGN_IN_KIND,
      values: () => ({ sign_in_url: slot('sign_in_url'), minutes: LINK_MS / 60_000 }),
      ref,
      about: ['sign-in/v1', ref],
      laneKey: ORGANIZERS_LANE,
      expiresAt: new Date(this.clock.now().getTime() + LINK_MS),
    });
    return signInToken(tokenKey, ref);
  }
}
