import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { normalisedAddress, parseEmailAddress } from '../../kernel/email-address.js';
import { newId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from './actor.js';
import { FaultyOrganizer } from './organizer.errors.js';
import { OrganizerStore } from './organizer.store.js';
import { type By, may, type Organizer, require } from './role.rules.js';

/** Who is invited. */
export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly administrator?: boolean;
}

const LONGEST_NAME = 200;
const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** Makes somebody an organizer, without any role in a campaign yet. */
@Injectable()
export class InviteOrganizer {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Answers the person; one who is an organizer already stays as they are. Throws FaultyOrganizer. */
  async run(by: By, invitation: Invitation): Promise<Organizer> {
    require(may(by).inviteOrganizers());
    const email = parseEmailAddress(invitation.email);
    const name = invitation.name.trim();
    if (!email) throw new FaultyOrganizer('the address is not an e-mail address');
    if (name === '' || name.length > LONGEST_NAME || CONTROL.test(name.replace(/\u200c/g, ''))) {
      throw new FaultyOrganizer('the name is empty, too long or holds invisible characters');
    }
    return this.db.transaction(async (tx) => {
      const organizer = await this.organizers.save(
        tx,
        {
          id: newId<'organizer'>(),
          email: email.address,
          emailKey: normalisedAddress(email),
          name,
          locale: invitation.locale,
          administrator: invitation.administrator ?? false,
        },
        this.clock.now(),
      );
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'organizers.invited',
        subject: { kind: 'organizer', id: organizer.id },
        detail: { administrator: organizer.administrator },
      });
      return organizer;
    });
  }
}
