import type { FastifyRequest } from 'fastify';
import { type EmbedTheme, embedThemes } from '../../../domain/campaigns/embed-snippet.js';

/** The colours that the address of a framed page asks for (`?theme=dark`); what is not known is as the device has it. */
export function themeOf(request: FastifyRequest): EmbedTheme {
  const { theme } = request.query as Readonly<Record<string, unknown>>;
  return embedThemes.find((known) => known === theme) ?? 'auto';
}

/** What the address of a framed page ends with, so that its colours stay from page to page. */
export function themeQuery(theme: EmbedTheme): string {
  return theme === 'auto' ? '' : `?theme=${theme}`;
}
