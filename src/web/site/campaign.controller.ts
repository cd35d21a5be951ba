import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.js';
import { answerNow } from '../../platform/http/answer-now.js';
import { busy, isBusy } from '../../platform/http/busy.js';
import { InvalidInput } from '../../platform/http/invalid-input.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { formFieldsOf } from '../../domain/campaigns/campaign-face.js';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { consentIn } from '../../domain/signatures/consent-words.js';
import { SIGNING_RESTS_RETRY_SECONDS, SigningRests } from '../../domain/campaigns/signing.errors.js';
import { type Signing, signingOf } from '../../domain/campaigns/signing.rules.js';
import { domainMeantBy } from '../parts/address-hint.js';
import { CampaignPages } from './campaign-pages.js';
import { CampaignSnapshots, type Snapshot } from './campaign-snapshots.js';
import { foundOf, withFound } from './found.js';
import { FormSignals } from './form-signals.js';
import { readSignForm, typedValues } from './read-sign-form.js';
import type { SignFields } from './sign.form.js';
import type { SignPages } from './sign-pages.js';
import { slugOf } from './slug-of.js';

/** The campaign takes no signatures: paused or closed. */
export class CampaignNotOpen extends DomainError {
  constructor() {
    super('conflict', 'campaign-not-open', 'the campaign takes no signatures at the moment');
  }
}

/** The campaign's page, and the one place where a signature comes in; bound by ShortRoutes. */
@Injectable()
export class CampaignController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly pages: CampaignPages,
    private readonly submit: SubmitForm,
    private readonly signals: FormSignals,
  ) {}

  /** The page as everybody sees it. An address copied from paper, with capitals, leads to it. */
  show(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    const typed = slugOf(request);
    const slug = typed.toLowerCase();
    return withFound(this.snapshots.find(slug), (snapshot) => {
      if (typed === slug)
        this.pages.send(request, reply, snapshot, () => this.snapshots.find(slug) === snapshot);
      else void reply.redirect(`${localePrefix(request)}/c/${slug}${queryOf(request)}`, 301);
    });
  }

  /** Whoever reloads a refused form, or types its address, comes back to the campaign. */
  back(request: FastifyRequest, reply: FastifyReply): void {
    void reply.redirect(`${localePrefix(request)}/c/${encodeURIComponent(slugOf(request))}`, 303);
  }

  /**
   * One intake row and one answer, whoever signs. A refused form is answered 422 and comes back filled in,
   * one that cannot be taken just now 503 or, in a paused campaign, 409, likewise; JSON gets RFC 9457 with pointers.
   * `pages` are those of the door it came in by.
   */
  async sign(request: FastifyRequest, reply: FastifyReply, pages: SignPages = this.pages): Promise<void> {
    const { body } = request;
    const snapshot = foundOf(await this.snapshots.find(slugOf(request)));
    const signing = signingOf(snapshot.campaign);
    if (signing !== 'open') {
      this.refuse(snapshot, signing, body, { request, reply, pages });
      return;
    }
    const t = Texts.in(requestLocale(request));
    const reading = readSignForm(body, t, formFieldsOf(snapshot.campaign.document.face ?? {}));
    const forMachine = wantsJson(request);
    if (!reading.ok) {
      const { refused } = reading;
      if (forMachine) {
        throw new InvalidInput(
          refused.map(({ name, message }) => ({ pointer: `/${name}`, detail: message })),
        );
      }
      void pages.sendAgain(request, reply.code(422), snapshot, { values: typedValues(body), refused });
      return;
    }
    try {
      await this.take(snapshot, reading.fields, body, request);
    } catch (error) {
      if (forMachine || !isBusy(error)) throw error;
      const again = { values: typedValues(body), refused: [], trouble: t.say('form.unavailable') };
      void pages.sendAgain(request, busy(reply), snapshot, again);
      return;
    }
    const unkept = { 'cache-control': 'no-store' };
    if (forMachine) answerNow(reply, 202, { ...unkept, 'content-type': 'application/json' }, '{}');
    else {
      const next = `${localePrefix(request)}${pages.next(snapshot.campaign.slug, request)}`;
      const location = withTyped(next, reading.fields.email);
      answerNow(reply, 303, { ...unkept, location });
    }
  }

  /** The page again with the form filled in, where it may be sent later; a campaign's own state is 409, a rest 503. */
  private refuse(
    snapshot: Snapshot,
    signing: Exclude<Signing, 'open'>,
    body: unknown,
    { request, reply, pages }: { request: FastifyRequest; reply: FastifyReply; pages: SignPages },
  ): void {
    const fact = signing === 'resting' ? new SigningRests() : new CampaignNotOpen();
    if (wantsJson(request)) throw fact;
    const t = Texts.in(requestLocale(request));
    const again = signing === 'closed' ? {} : { trouble: t.say(`form.${signing}`) };
    if (signing === 'resting') reply.header('retry-after', String(SIGNING_RESTS_RETRY_SECONDS));
    reply.code(signing === 'resting' ? 503 : 409);
    void pages.sendAgain(request, reply, snapshot, {
      values: typedValues(body),
      refused: [],
      ...again,
    });
  }

  private take(
    snapshot: Snapshot,
    fields: SignFields,
    body: unknown,
    request: FastifyRequest,
  ): Promise<void> {
    const { id, slug, textVersion } = snapshot.campaign;
    const locale = fields.locale || requestLocale(request);
    const { name, email, country, comment, visibility, news } = fields;
    const form = {
      kind: 'sign',
      name,
      email,
      country,
      comment,
      visibility,
      news,
      locale,
      textVersion,
      extra: extraOf(fields),
      consent: consentIn(locale).version,
    };
    return this.submit.run({ scope: id, form, flags: this.signals.read(slug, body, request) });
  }
}

function queryOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}

/** The next page's address; where the domain that was typed looks mistyped, with that domain, so that the page can ask. */
function withTyped(next: string, email: string): string {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (domainMeantBy(domain) === null) return next;
  return `${next}${next.includes('?') ? '&' : '?'}typed=${encodeURIComponent(domain)}`;
}

/** What only some campaigns ask, by its key; nothing that was left empty. */
function extraOf({ postcode, role }: SignFields): Record<string, string> {
  return { ...(postcode ? { postcode } : {}), ...(role ? { role } : {}) };
}
