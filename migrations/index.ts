import { RolesExist1764000001000 } from './1764000001000-roles-exist.js';
import { ActsAreKept1764000002000 } from './1764000002000-acts-are-kept.js';
import { JobsAreAskedForInTheTransaction1764000003000 } from './1764000003000-jobs-are-asked-for-in-the-transaction.js';
import { ScopesHaveKeys1764000004000 } from './1764000004000-scopes-have-keys.js';
import { FormsComeInSealed1764000005000 } from './1764000005000-forms-come-in-sealed.js';
import { MailIsARowBeforeItIsAMail1764000006000 } from './1764000006000-mail-is-a-row-before-it-is-a-mail.js';
import { OrganizersSignInByLink1764000007000 } from './1764000007000-organizers-sign-in-by-link.js';
import { BodiesHaveSeats1764000008000 } from './1764000008000-bodies-have-seats.js';

/** Every migration, oldest first; named here so that what runs is what is compiled. */
export const migrations = [
  RolesExist1764000001000,
  ActsAreKept1764000002000,
  JobsAreAskedForInTheTransaction1764000003000,
  ScopesHaveKeys1764000004000,
  FormsComeInSealed1764000005000,
  MailIsARowBeforeItIsAMail1764000006000,
  OrganizersSignInByLink1764000007000,
  BodiesHaveSeats1764000008000,
];
