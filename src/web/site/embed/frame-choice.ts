import type { FastifyRequest } from 'fastify';
import { type EmbedChoice, embedThemes } from '../../../domain/campaigns/embed-snippet.js';

/** What a partner chose of a framed page; its address says it (`?theme=dark&picture=1`). */
export type FrameChoice = Required<Pick<EmbedChoice, 'theme' | 'picture'>>;

/** The choice that an address asks for; what is not known in it is as the device has it, and without a picture. */
export function frameChoiceIn(request: FastifyRequest): FrameChoice {
  const { theme, picture } = request.query as Readonly<Record<string, unknown>>;
  return { theme: embedThemes.find((known) => known === theme) ?? 'auto', picture: picture === '1' };
}
