import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { CampaignAct } from '../../domain/organizers/campaign-access.js';

const KEY = 'vigil:permission';

/** Nest keeps a controller's path under this name. */
const PATH = 'path';

/**
 * What a console route asks of whoever calls it: `anyone` (the sign-in pages), `signed-in`, or an act that at least
 * one of the organizer's roles must allow. Whether it is allowed in the campaign at hand, the verb decides.
 */
export type Permission = 'anyone' | 'signed-in' | CampaignAct;

/** Declares a route's permission; a console route without one stops the start. */
export function Permitted(permission: Permission): CustomDecorator {
  return SetMetadata(KEY, permission);
}

/** The permission a route declared. */
export function permissionOf(handler: object): Permission | undefined {
  return Reflect.getMetadata(KEY, handler) as Permission | undefined;
}

/** Whether a controller's routes lie under /console. */
export function isConsole(controller: object): boolean {
  const path: unknown = Reflect.getMetadata(PATH, controller);
  const paths = Array.isArray(path) ? (path as unknown[]) : [path];
  return paths.some((each) => typeof each === 'string' && /^\/?console(\/|$)/.test(each));
}
