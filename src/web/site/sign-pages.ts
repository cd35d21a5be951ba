import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignFormModel } from './campaign-page.model.js';
import type { Snapshot } from './campaign-snapshots.js';

/** The pages around one sign form: what comes back when it could not be taken, and what follows when it was. */
export interface SignPages {
  /** The page with the form filled in; the status is set before. */
  sendAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    snapshot: Snapshot,
    form: Omit<SignFormModel, 'stamp'>,
  ): FastifyReply;
  /** The path of the page that says to check the mail, without the language. */
  next(slug: string, request: FastifyRequest): string;
}
