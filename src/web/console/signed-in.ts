import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import { fallbackLocale, isLocale } from '../../platform/i18n/locale.js';
import { type Language, Texts } from '../../platform/i18n/texts.js';
import { NotSignedIn } from './console.errors.js';

const organizers = new WeakMap<object, Organizer>();

/** Keeps for the length of a request who is signed in. */
export function rememberOrganizer(request: FastifyRequest, organizer: Organizer): void {
  organizers.set(request.raw, organizer);
}

/** The organizer whose session the request carries, as a parameter of a route. */
export const SignedIn = createParamDecorator((_: undefined, context: ExecutionContext): Organizer => {
  const organizer = organizers.get(context.switchToHttp().getRequest<FastifyRequest>().raw);
  if (!organizer) throw new NotSignedIn();
  return organizer;
});

/** The language an organizer reads the console in. */
export function languageOf(organizer: Organizer): Language {
  return Texts.in(isLocale(organizer.locale) ? organizer.locale : fallbackLocale);
}
