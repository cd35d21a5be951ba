import { Injectable } from '@nestjs/common';
import type { By } from '../organizers/role.rules.js';
import { type CampaignLook, lookWith } from './campaign-look.js';
import { ChangeLook } from './change-look.js';
import { readColour } from './colour.rules.js';
import { AccentRefused } from './look.errors.js';

/** Gives a campaign a colour of its own, or takes it away. */
@Injectable()
export class SetAccent {
  constructor(private readonly look: ChangeLook) {}

  /** `text` is `#rrggbb`; null: the service's own. The same again changes nothing. Throws AccentRefused and what ChangeLook does. */
  async run(by: By, slug: string, text: string | null): Promise<CampaignLook> {
    const accent = text === null ? undefined : (readColour(text) ?? undefined);
    if (text !== null && accent === undefined) throw new AccentRefused(text);
    return this.look.run(by, slug, (_, { face }) => {
      const before = face.look?.accent;
      if (before === accent) return null;
      const look = lookWith({ ...face.look, accent });
      const detail = { from: before ?? null, to: accent ?? null };
      return { look, act: 'campaigns.accent-set', detail };
    });
  }
}
