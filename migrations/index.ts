import { RolesExist1764000001000 } from './1764000001000-roles-exist.js';

/** Every migration, oldest first; named here so that what runs is what is compiled. */
export const migrations = [RolesExist1764000001000];
