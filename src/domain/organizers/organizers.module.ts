import { Module } from '@nestjs/common';
import { MailModule } from '../../platform/mail/mail.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { CampaignAccess } from './campaign-access.js';
import { GrantRole } from './grant-role.js';
import { InviteOrganizer } from './invite-organizer.js';
import { IssueSignInLink } from './issue-sign-in-link.js';
import { ListOrganizers } from './list-organizers.js';
import { MailSignInLink } from './mail-sign-in-link.js';
import { MailSendingTest } from './mail-sending-test.js';
import { OrganizerStore } from './organizer.store.js';
import { PostNotice } from './post-notice.js';
import { PostToOrganizer } from './post-to-organizer.js';
import { ProveSending } from './prove-sending.js';
import { SendingTestLinks } from './sending-test-links.js';
import { SessionStore } from './session.store.js';
import { Sessions } from './sessions.js';
import { SignInLinks } from './sign-in-links.js';
import { SignInPost } from './sign-in-post.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

const verbs = [
  GrantRole,
  InviteOrganizer,
  IssueSignInLink,
  ListOrganizers,
  MailSendingTest,
  MailSignInLink,
  ProveSending,
  SignIn,
  SignOut,
];

/** Organizers, their roles and their sessions. */
@Module({
  imports: [AuditModule, DispatchModule, KeysModule, MailModule],
  providers: [
    OrganizerStore,
    CampaignAccess,
    PostNotice,
    PostToOrganizer,
    SendingTestLinks,
    SessionStore,
    Sessions,
    SignInLinks,
    SignInPost,
    ...verbs,
  ],
  exports: [OrganizerStore, CampaignAccess, PostNotice, SessionStore, Sessions, ...verbs],
})
export class OrganizersModule {}
