import { Injectable, NotAcceptableException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HookTokenUsed } from '../../domain/dispatch/dispatch.errors.js';
import { type EventFates, TakeRelayEvents } from '../../domain/dispatch/take-relay-events.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import { Config } from '../../platform/config/config.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { edgeOf } from '../../platform/http/short-routes.js';
import { HookBusy, HookRefused } from '../../platform/mail/hooks/hook.errors.js';
import { openHooks } from '../../platform/mail/hooks/open-hooks.js';
import type { HookContent, RelayHook } from '../../platform/mail/hooks/relay-event.js';
import type { RelayName } from '../../platform/mail/hooks/relay-name.js';
import { WebFetch } from '../../platform/mail/hooks/web-fetch.js';
import { RefusedHooks } from './refused-hooks.js';

/** A relay reports from no page of ours, and proves itself by its signature. */
const fromAnywhere = { acceptsAnyOrigin: true };

/**
 * The door for relays: `POST /inbound/<relay>`. It answers 200 only when what was said is in the database; whatever
 * else it answers, a relay keeps its events and comes again.
 */
@Injectable()
export class RelayHooks implements OnModuleInit {
  private readonly hooks: ReadonlyMap<RelayName, RelayHook>;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly take: TakeRelayEvents,
    private readonly refused: RefusedHooks,
    private readonly log: Log,
    config: Config,
    clock: Clock,
    web: WebFetch,
  ) {
    this.hooks = openHooks(config.hooks, web, () => clock.now());
  }

  /** Before the server listens, after which no route can be declared. A hook that nobody set up is no route at all. */
  onModuleInit(): void {
    const { raw } = edgeOf(this.host);
    for (const [relay, hook] of this.hooks) {
      raw.post(`/inbound/${relay}`, { config: fromAnywhere }, (request, reply) =>
        this.answer(relay, hook, request, reply),
      );
    }
  }

  private async answer(
    relay: RelayName,
    hook: RelayHook,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.opened(relay, hook, request);
    } catch (error) {
      if (error instanceof HookRefused) {
        this.refused.note(relay, error.fault);
        if (error.kind === 'unauthenticated') reply.header('www-authenticate', 'Basic realm="inbound"');
      }
      throw error;
    }
    void reply.header('cache-control', 'no-store').code(200).send();
  }

  private async opened(relay: RelayName, hook: RelayHook, { headers, body }: FastifyRequest): Promise<void> {
    const content = await hook.open({ headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) });
    const { unreadable } = content;
    const fates = await this.taken(relay, content);
    const counts = { relay, ...fates, unreadable };
    if (fates.unnamed + unreadable === 0) this.log.debug(counts, 'a relay reported');
    else this.log.info(counts, 'a relay reported what is not known here');
  }

  private async taken(relay: RelayName, content: HookContent): Promise<EventFates> {
    try {
      return await this.take.run(relay, content);
    } catch (error) {
      if (error instanceof HookTokenUsed) {
        this.refused.note(relay, 'replayed');
        // The one answer after which Mailgun does not come again.
        throw new NotAcceptableException();
      }
      if (error instanceof DomainError) throw error;
      this.log.error({ relay, ...faultOf(error) }, 'what a relay reported could not be written');
      throw new HookBusy('what was reported could not be written');
    }
  }
}
