import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BatchId } from '../../kernel/id.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/sql.js';
import { EnsureLane } from '../dispatch/ensure-lane.js';
import type { MessageKind } from '../dispatch/message-kind.rules.js';
import type { MessagesFromQuery } from '../dispatch/message-row.js';
import type { PostedChunk } from '../dispatch/message.store.js';
import { PostMessages } from '../dispatch/post-messages.js';
import { StoreContent } from '../dispatch/store-content.js';
import { type Stretch, SupporterAudience } from '../signatures/supporter-audience.js';
import { CampaignReader } from './campaign-reader.js';
import { inLanguage } from './campaign-facts.js';
import { type Mailing } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';

/** How many supporters one statement posts. */
const CHUNK = 5_000;

/** A ref that comes before all others (RFC 9562 §5.9: nobody has it). */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * For a transaction whose end nobody waits for on the disk: nothing leaves before the freeze, which does, and what was
 * committed before it is there with it. A crash until then takes back the last of the steps.
 */
export const UNFLUSHED = 'SET LOCAL synchronous_commit = off';

/**
 * Posts a mailing to the supporters its rule names, without an address leaving the database: a stretch of them in the
 * caller's transaction and, beside it, the next one in another.
 */
@Injectable()
export class PostToSupporters {
  constructor(
    private readonly db: DataSource,
    private readonly contents: MailingContentStore,
    private readonly audience: SupporterAudience,
    private readonly campaigns: CampaignReader,
    private readonly storeContent: StoreContent,
    private readonly lanes: EnsureLane,
    private readonly messages: PostMessages,
    private readonly config: Config,
  ) {}

  /** How many the rule names now. */
  async candidates(tx: Tx, mailing: Mailing): Promise<number> {
    return this.audience.count(tx, filterOf(mailing));
  }

  /** Posts what follows the mailing's last ref; a last ref of null says that all are posted. */
  async run(tx: Tx, mailing: Mailing, batchId: BatchId): Promise<PostedChunk> {
    const after = mailing.lastRef ?? BEFORE_ALL;
    const step = await this.post(tx, mailing, batchId, after);
    // Last, in one place and by the caller alone: who waits for a row here is waited for by nobody that the database
    // does not see.
    if (step.lastRef !== null) await this.audience.keepLinks(tx, filterOf(mailing), after, step.lastRef);
    return step;
  }

  private async post(tx: Tx, mailing: Mailing, batchId: BatchId, after: string): Promise<PostedChunk> {
    const filter = filterOf(mailing);
    // Committed before, since the other connection must see it.
    const letter = await this.db.transaction((own) => this.letter(own, mailing));
    const stretch = (within: Tx, refs: Stretch) =>
      this.messages.fromQuery(within, batchId, { ...letter, ...this.audience.chunk(filter, refs) });
    const beyond = await this.messages.beyond(tx, batchId, after);
    if (beyond) {
      // This process, or the one before it, died when the second of two stretches stood and the first did not.
      const { posted } = await stretch(tx, { after, upTo: before(beyond.firstRef), most: null });
      return { posted: posted + beyond.posted, lastRef: beyond.lastRef };
    }
    const middle = await this.audience.refAfter(tx, filter, after, CHUNK);
    if (middle === null) return stretch(tx, { after, upTo: null, most: CHUNK });
    const [first, second] = await bothOf(
      // All up to the middle, whoever joined them meanwhile: what comes next begins behind it.
      stretch(tx, { after, upTo: middle, most: null }),
      this.db.transaction(async (beside) => {
        await beside.query(`${UNFLUSHED}; SET LOCAL lock_timeout = '10s'`);
        return stretch(beside, { after: middle, upTo: null, most: CHUNK });
      }),
    );
    return { posted: first.posted + second.posted, lastRef: second.lastRef ?? middle };
  }

  /** What all of them get, and the lane they stand in; made where it is not there yet. */
  private async letter(tx: Tx, mailing: Mailing): Promise<Letter> {
    const kind: MessageKind = mailing.keepingN === null ? 'update' : 'anniversary';
    const { defaultLocale, slug, titles } = await this.campaigns.facts(tx, mailing.campaignId);
    const contents: Record<string, string> = {};
    for (const { locale, subject, text, html } of await this.contents.editions(tx, mailing.id)) {
      const name = inLanguage(titles, locale, defaultLocale) ?? slug;
      contents[locale] = await this.storeContent.run(tx, {
        kind,
        locale,
        subject,
        text,
        html,
        list: { name, id: `updates.${slug}.${new URL(this.config.publicUrl).hostname}` },
      });
    }
    const laneKey = `supporters:${mailing.campaignId}`;
    await this.lanes.run(tx, { key: laneKey });
    return {
      kind,
      scope: mailing.campaignId,
      contents,
      defaultLocale:
        contents[defaultLocale] === undefined ? (Object.keys(contents)[0] ?? defaultLocale) : defaultLocale,
      laneKey,
    };
  }
}

type Letter = Omit<MessagesFromQuery, 'sql' | 'params'>;

/** Both, or what the first to fail threw, when neither is under way any more. */
async function bothOf<Result>(first: Promise<Result>, second: Promise<Result>): Promise<[Result, Result]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

/** The greatest id before one. */
function before(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) - 1n).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function filterOf({ campaignId, rule }: Mailing): {
  campaignId: string;
  confirmedUntil: NonNullable<typeof rule>['confirmedUntil'];
} {
  if (rule === null) throw new Error('a supporters mailing without its rule, which a check forbids');
  return { campaignId, confirmedUntil: rule.confirmedUntil };
}
