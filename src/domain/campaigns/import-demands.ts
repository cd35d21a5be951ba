import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import type { Actor } from '../audit/audit.rules.js';
import { BodyNotFound } from '../bodies/body.errors.js';
import type { Body } from '../bodies/body.store.js';
import type { CampaignSection } from './campaign-section.js';
import { type Demand, DemandStore } from './demand.store.js';

type DemandSection = CampaignSection['demands'][number];

/** Takes the demands of a campaign's file in; statuses that organizers set since are theirs. */
@Injectable()
export class ImportDemands {
  constructor(
    private readonly demands: DemandStore,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction. Answers the keys of demands whose status in the file was not taken. */
  async run(
    tx: Tx,
    actor: Actor,
    campaignId: CampaignId,
    section: readonly DemandSection[],
    bodies: ReadonlyMap<string, Body>,
  ): Promise<string[]> {
    const kept: string[] = [];
    for (const [position, demand] of section.entries()) {
      const { key, kind, texts, openSince, status } = demand;
      const bodyIds = demand.to.map((body) => bodies.get(body)?.id ?? unknown(body));
      const before = await this.demands.findByKey(tx, campaignId, key);
      const first = { status: status.is, asOf: status.asOf };
      const id = await this.demands.save(
        tx,
        { campaignId, key, kind, texts, openSince, bodyIds, position },
        first,
      );
      if (before && saysTheSame(before, demand)) continue;
      if (before && (!before.statusFromFile || status.asOf < before.statusAsOf)) {
        kept.push(key);
        continue;
      }
      await this.demands.setStatus(tx, id, {
        ...first,
        source: status.source,
        note: null,
        setBy: actor,
        fromFile: true,
        setAt: this.clock.now(),
      });
    }
    await this.demands.dropOthers(
      tx,
      campaignId,
      section.map(({ key }) => key),
      this.clock.now(),
    );
    return kept;
  }
}

function saysTheSame(before: Demand, { status }: DemandSection): boolean {
  const sources = Object.keys({ ...before.statusSource, ...status.source });
  return (
    before.status === status.is &&
    before.statusAsOf === status.asOf &&
    sources.every((locale) => before.statusSource[locale] === status.source[locale])
  );
}

function unknown(body: string): never {
  throw new BodyNotFound(body);
}
