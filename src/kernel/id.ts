declare const brand: unique symbol;

/** A random (version 4) UUID that names one kind of thing; never a sequence, which would tell the time. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type CampaignId = Id<'campaign'>;
export type OrganizerId = Id<'organizer'>;
export type BodyId = Id<'body'>;
export type SeatId = Id<'seat'>;
export type DemandId = Id<'demand'>;
export type LetterId = Id<'letter'>;
export type LetterVersionId = Id<'letter-version'>;
export type MailingId = Id<'mailing'>;
export type AnniversaryId = Id<'anniversary'>;
export type OccurrenceId = Id<'occurrence'>;
export type BatchId = Id<'batch'>;
export type ContentId = Id<'content'>;
export type LaneId = Id<'lane'>;
export type MessageId = Id<'message'>;

/** A fresh random id of the wanted kind. */
export function newId<Kind extends string>(): Id<Kind> {
  return crypto.randomUUID() as Id<Kind>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of an id (lower-case UUID). */
export function isId(text: string): boolean {
  return UUID.test(text);
}
