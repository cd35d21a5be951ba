import type { Body } from '../bodies/body.store.js';
import type { CampaignBody } from './campaign-body.store.js';
import type { CampaignFace } from './campaign-face.js';
import type { CampaignContent } from './campaign-content.js';
import type { Demand } from './demand.store.js';
import type { Incident } from './incident.store.js';
import type { PublishedRecord } from './published-record.js';
import type {
  IncidentWhen,
  PublishedAnniversary,
  PublishedBody,
  PublishedDemand,
  PublishedDocument,
  PublishedIncident,
  PublishedTexts,
} from './published-campaign.js';

/** All that a published document is made of. */
export interface PublishedMatter {
  readonly locales: readonly string[];
  readonly content: CampaignContent;
  readonly demands: readonly Demand[];
  readonly timeline: readonly Incident[];
  readonly bodies: readonly (CampaignBody & { readonly body: Body })[];
  readonly anniversaries: readonly PublishedAnniversary[];
  readonly face: CampaignFace;
  readonly record: PublishedRecord;
}

/** The document of a campaign: a whitelist, language by language. */
export function publishedDocument(matter: PublishedMatter): PublishedDocument {
  const texts = matter.locales.map((locale) => [locale, textsOf(matter, locale)] as const);
  const { face, content, record } = matter;
  return { statementDate: content.statementDate, texts: Object.fromEntries(texts), face, record };
}

function textsOf(matter: PublishedMatter, locale: string): PublishedTexts {
  const said = matter.content.texts[locale];
  if (!said) throw new Error(`the campaign's texts lack ${locale}`);
  const keys = new Map(matter.bodies.map(({ bodyId, body }) => [bodyId, body.key]));
  return {
    title: said.title,
    summary: said.summary,
    attribution: said.attribution,
    statement: said.statement,
    demands: matter.demands.map((demand) => demandIn(demand, locale, keys)),
    timeline: matter.timeline.map((incident) => incidentIn(incident, locale)),
    grounds: matter.content.grounds.map(({ key, texts }) => ({ key, text: texts[locale] ?? '' })),
    bodies: matter.bodies.map((body) => bodyIn(body, locale)),
    anniversaries: matter.anniversaries,
  };
}

function demandIn(demand: Demand, locale: string, keys: ReadonlyMap<string, string>): PublishedDemand {
  const source = demand.statusSource[locale];
  return {
    key: demand.key,
    kind: demand.kind,
    title: demand.texts[locale]?.title ?? '',
    text: demand.texts[locale]?.text ?? '',
    status: demand.status,
    statusAsOf: demand.statusAsOf,
    ...(source !== undefined && { statusSource: source }),
    openSince: demand.openSince,
    addressees: demand.bodyIds.flatMap((id) => keys.get(id) ?? []),
  };
}

function incidentIn(incident: Incident, locale: string): PublishedIncident {
  const said = incident.texts[locale];
  return {
    key: incident.key,
    kind: incident.kind,
    when: whenOf(incident, said?.undated ?? ''),
    text: said?.text ?? '',
    ...(incident.hungerStrikeDays !== null && { hungerStrikeDays: incident.hungerStrikeDays }),
    source: {
      by: said?.by ?? '',
      ...(incident.sourceDate !== null && { date: incident.sourceDate }),
      ...(incident.sourceUrl !== null && { url: incident.sourceUrl }),
    },
  };
}

function whenOf({ happenedOn, since }: Incident, undated: string): IncidentWhen {
  if (happenedOn !== null) return { on: happenedOn };
  return since !== null ? { since } : { undated };
}

function bodyIn({ body, adverse }: CampaignBody & { body: Body }, locale: string): PublishedBody {
  const name = body.names[locale] ?? body.names.en ?? Object.values(body.names)[0] ?? body.key;
  return { key: body.key, kind: body.kind, name, adverse };
}
