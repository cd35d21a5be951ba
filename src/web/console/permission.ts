import { SetMetadata, type CustomDecorator, type Type } from '@nestjs/common';

const KEY = 'vigil:permission';

/** Nest keeps a controller's path under this name. */
const PATH = 'path';

/**
 * What a console route asks of whoever calls it: `anyone` (the sign-in pages), `signed-in`, or a right that at
 * least one of the organizer's roles must give. Whether it holds in the campaign at hand, the verb decides.
 */
export const permissions = [
  'anyone',
  'signed-in',
  'see-mailings',
  'approve-mailings',
  'submit-mailings',
  'see-letters',
  'approve-letters',
] as const;
export type Permission = (typeof permissions)[number];

/** Declares a route's permission; a console route without one stops the start. */
export function Permitted(permission: Permission): CustomDecorator {
  return SetMetadata(KEY, permission);
}

/** The permission a route declared. */
export function permissionOf(handler: object): Permission | undefined {
  return Reflect.getMetadata(KEY, handler) as Permission | undefined;
}

/** Whether a controller's routes lie under /console. */
export function isConsole(controller: Type | object): boolean {
  const path: unknown = Reflect.getMetadata(PATH, controller);
  const paths = Array.isArray(path) ? (path as unknown[]) : [path];
  return paths.some((each) => typeof each === 'string' && /^\/?console(\/|$)/.test(each));
}
