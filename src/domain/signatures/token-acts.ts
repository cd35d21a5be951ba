import { Injectable } from '@nestjs/common';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { codeHash, isToken, tokenHash } from '../../platform/crypto/token.js';
import { BoundedGroupCommit } from '../../platform/database/bounded-group-commit.js';
import { byteaArray } from '../../platform/database/bytea-array.js';
import { WebDatabase } from '../../platform/database/web-database.js';
import { type MySignature, type MySignatureRow, openMySignature } from './my-signature.js';
import { ActsFull, CodesRest } from './signature.errors.js';
import type { NewsReach } from './signature.rules.js';

export type { MySignature } from './my-signature.js';

/** What an act by a token came to; `unknown` stands for used up, expired and never made alike. */
export type ActAnswer<Outcome extends string> =
  | { readonly outcome: Outcome; readonly campaignId: string; readonly locale: string }
  | { readonly outcome: 'unknown'; readonly campaignId?: undefined; readonly locale?: undefined };

export type ConfirmAnswer = ActAnswer<'confirmed'>;
export type WithdrawAnswer = ActAnswer<'withdrawn'>;
/** What a supporter wants at the link of a mail; `one-click` never narrows a choice that was made before. */
export type NewsWish = NewsReach | 'one-click';
/** How far the stop reaches now; `none`: the news comes. */
export type UnsubscribeAnswer =
  | { readonly outcome: 'unsubscribed'; readonly reach: NewsReach }
  | { readonly outcome: 'unknown'; readonly reach?: undefined };
export type NotMeAnswer = ActAnswer<'not-me'>;

interface Found {
  readonly campaignId: string;
  readonly locale: string;
}

type Group = BoundedGroupCommit<Buffer, Found | null>;

interface NewsAct {
  readonly hash: Buffer;
  readonly wish: NewsWish;
}

const MAX_WAITING = 5_000;
/** SQLSTATE configuration_limit_exceeded, as confirm_signatures_by_code raises it. */
const TOO_MANY_GUESSES = '53400';

/**
 * A supporter's acts by the link or code of a mail, in the process that can read no signature: hashes go in, what they
 * did comes out. Acts of the same two milliseconds share one statement. Each may be repeated and answers the same.
 */
@Injectable()
export class TokenActs {
  private readonly groups: Readonly<Record<'confirm' | 'code' | 'withdraw' | 'notMe', Group>>;
  private readonly news: BoundedGroupCommit<NewsAct, NewsReach | null>;

  constructor(
    private readonly db: WebDatabase,
    private readonly clock: Clock,
  ) {
    this.groups = {
      confirm: this.group('confirm_signatures', 500),
      code: this.group('confirm_signatures_by_code', 100),
      withdraw: this.group('withdraw_signatures', 200),
      notMe: this.group('disown_signatures', 200),
    };
    this.news = new BoundedGroupCommit<NewsAct, NewsReach | null>({
      maxBatch: 200,
      maxWaiting: MAX_WAITING,
      flush: (acts) => this.stopNews(acts),
    });
  }

  /** Confirms. Throws ActsFull when no more can be taken. */
  confirm(token: string): Promise<ConfirmAnswer> {
    return this.byToken('confirm', 'confirmed', token);
  }

  /** Confirms by the twelve digits (as `readCode` gives them). Throws ActsFull, and CodesRest while too many were guessed. */
  async confirmByCode(code: string): Promise<ConfirmAnswer> {
    return answerOf('confirmed', await this.ask('code', codeHash(code)));
  }

  /** Takes a confirmed signature back. */
  withdraw(token: string): Promise<WithdrawAnswer> {
    return this.byToken('withdraw', 'withdrawn', token);
  }

  /** Ends the news of the campaign or of all of the instance, or takes that back; the signature stays. Throws ActsFull. */
  async unsubscribe(token: string, wish: NewsWish = 'one-click'): Promise<UnsubscribeAnswer> {
    try {
      const reach = await this.news.add({ hash: tokenHash(token.slice(0, 64)), wish });
      return reach === null ? { outcome: 'unknown' } : { outcome: 'unsubscribed', reach };
    } catch {
      throw new ActsFull();
    }
  }

  /** 'It was not me': the signature goes and the address gets no more mail of the campaign. */
  notMe(token: string): Promise<NotMeAnswer> {
    return this.byToken('notMe', 'not-me', token);
  }

  /**
   * What is held of the bearer; null for an unknown or old link. The link itself is the key that opens it.
   * Throws ActsFull when the database does not answer.
   */
  async mySignature(meToken: string): Promise<MySignature | null> {
    if (!isToken(meToken)) return null;
    const [row] = await this.read<MySignatureRow>(
      `SELECT campaign_id AS "campaignId", state, visibility, news, locale, country, signed_on AS "signedOn",
              confirmed_on AS "confirmedOn", ended_on AS "endedOn", text_version AS "textVersion", me_until AS "meUntil",
              mailed_on::text[] AS "mailedOn", me_copy AS "meCopy" FROM my_signature($1, $2)`,
      [tokenHash(meToken), utcDay(this.clock.now())],
    );
    return row ? openMySignature(meToken, row) : null;
  }

  private async read<Row>(sql: string, params: unknown[]): Promise<Row[]> {
    try {
      return await this.db.query<Row & Record<string, unknown>>(sql, params);
    } catch {
      throw new ActsFull();
    }
  }

  private async byToken<Outcome extends string>(
    group: 'confirm' | 'withdraw' | 'notMe',
    outcome: Outcome,
    token: string,
  ): Promise<ActAnswer<Outcome>> {
    // What cannot be a token is asked for all the same: the work must not tell.
    return answerOf(outcome, await this.ask(group, tokenHash(token.slice(0, 64))));
  }

  private async ask(group: keyof TokenActs['groups'], hash: Buffer): Promise<Found | null> {
    try {
      return await this.groups[group].add(hash);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      throw code === TOO_MANY_GUESSES ? new CodesRest() : new ActsFull();
    }
  }

  private async stopNews(acts: readonly NewsAct[]): Promise<(NewsReach | null)[]> {
    const found = await this.db.query<{ n: string; reach: NewsReach }>(
      'SELECT n, reach FROM unsubscribe_signatures($1::bytea[], $2, $3::text[])',
      [byteaArray(acts.map(({ hash }) => hash)), this.clock.now(), acts.map(({ wish }) => wish)],
    );
    const byPlace = new Map(found.map(({ n, reach }) => [Number(n), reach]));
    return acts.map((_, i) => byPlace.get(i + 1) ?? null);
  }

  private group(name: string, maxBatch: number): Group {
    return new BoundedGroupCommit<Buffer, Found | null>({
      maxBatch,
      maxWaiting: MAX_WAITING,
      flush: async (hashes) => {
        const found = await this.db.query<{ n: string; campaign_id: string; locale: string }>(
          `SELECT n, campaign_id, locale FROM ${name}($1::bytea[], $2)`,
          [byteaArray(hashes), this.clock.now()],
          name,
        );
        const byPlace = new Map(
          found.map(({ n, campaign_id, locale }) => [Number(n), { campaignId: campaign_id, locale }]),
        );
        return hashes.map((_, i) => byPlace.get(i + 1) ?? null);
      },
    });
  }
}

function answerOf<Outcome extends string>(outcome: Outcome, found: Found | null): ActAnswer<Outcome> {
  return found ? { outcome, ...found } : { outcome: 'unknown' };
}
