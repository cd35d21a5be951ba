import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../kernel/clock.js';
import { AuditLog } from '../../audit/audit-log.js';
import { actorOf } from '../../organizers/actor.js';
import { OrganizerStore } from '../../organizers/organizer.store.js';
import { type By, may, OPERATOR, require } from '../../organizers/role.rules.js';
import { type Alert, type AlertId, AlertStore } from './alert.store.js';
import { AlertNotFound } from './hold.errors.js';

/** Says that an alert was looked at. */
@Injectable()
export class DismissAlert {
  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertStore,
    private readonly organizers: OrganizerStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws AlertNotFound (also when it was dismissed before), NotAMember, Forbidden. */
  async run(by: By, id: AlertId): Promise<Alert> {
    return this.db.transaction(async (tx) => {
      const alert = await this.alerts.find(tx, id);
      if (!alert) throw new AlertNotFound(id);
      const role = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, alert.campaignId);
      require(may(by, role).dismissAlert());
      if (!(await this.alerts.dismiss(tx, id, actorOf(by), this.clock.now()))) throw new AlertNotFound(id);
      const { campaignId, kind, subject } = alert;
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'signatures.alert-dismissed',
        subject: { kind: 'alert', id },
        detail: { campaign: campaignId, kind, about: subject },
      });
      return alert;
    });
  }
}
