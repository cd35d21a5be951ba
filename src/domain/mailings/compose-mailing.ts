import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/sql.js';
import { LetterStore } from '../letters/letter.store.js';
import { Addressees } from './addressees.js';
import { CampaignReader } from './campaign-reader.js';
import { composeEditions, composeSeatLetters } from './compose-letters.js';
import { computeFigures, demandsPutTo, openDemands } from './compute-figures.js';
import type { Figures } from './figures.js';
import type { LetterMatter } from './letter-values.js';
import { NobodyToWriteTo } from './mailing.errors.js';
import { MailingStore, type Mailing } from './mailing.store.js';
import type { Edition, SeatLetter } from './mailing-content.store.js';

/** A mailing's content: its figures and what each recipient gets. */
export interface ComposedMailing {
  readonly figures: Figures;
  readonly seats: readonly SeatLetter[];
  readonly editions: readonly Edition[];
}

/** Composes what a mailing would send if it went out at its time, from the campaign as it is now. */
@Injectable()
export class ComposeMailing {
  constructor(
    private readonly letters: LetterStore,
    private readonly mailings: MailingStore,
    private readonly campaigns: CampaignReader,
    private readonly addressees: Addressees,
    private readonly config: Config,
  ) {}

  /** Reads only. Throws NobodyToWriteTo, NoTextInLanguage, MoreThanTotals, FaultyTemplate. */
  async run(tx: Tx, mailing: Mailing): Promise<ComposedMailing> {
    const campaign = await this.campaigns.facts(tx, mailing.campaignId);
    const version = await this.letters.version(tx, mailing.letterVersionId);
    const bodyIds = await this.mailings.bodies(tx, mailing.id);
    const demands = mailing.audience === 'bodies' ? demandsPutTo(campaign, bodyIds) : openDemands(campaign);
    const count = await this.campaigns.count(tx, mailing.campaignId);
    const figures = computeFigures(demands, count, mailing);
    const keeping =
      mailing.keepingN === null || mailing.keepingDay === null
        ? null
        : { n: mailing.keepingN, day: mailing.keepingDay };
    const matter: LetterMatter = { campaign, figures, publicUrl: this.config.publicUrl, keeping };
    if (mailing.audience === 'supporters') {
      return { figures, seats: [], editions: composeEditions(version, matter) };
    }
    const addressees = await this.addressees.of(tx, mailing.campaignId, bodyIds);
    if (addressees.length === 0) throw new NobodyToWriteTo(version.key);
    return { figures, seats: composeSeatLetters(version, matter, addressees), editions: [] };
  }
}
