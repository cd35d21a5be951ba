import { RolesExist1764000001000 } from './1764000001000-roles-exist.js';
import { JobsAreAskedForInTheTransaction1764000003000 } from './1764000003000-jobs-are-asked-for-in-the-transaction.js';
import { ScopesHaveKeys1764000004000 } from './1764000004000-scopes-have-keys.js';
import { MailIsARowBeforeItIsAMail1764000006000 } from './1764000006000-mail-is-a-row-before-it-is-a-mail.js';

/** Every migration, oldest first; named here so that what runs is what is compiled. */
export const migrations = [
  RolesExist1764000001000,
  JobsAreAskedForInTheTransaction1764000003000,
  ScopesHaveKeys1764000004000,
  MailIsARowBeforeItIsAMail1764000006000,
];
