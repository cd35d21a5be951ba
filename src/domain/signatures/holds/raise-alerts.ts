import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../kernel/clock.js';
import type { CampaignId } from '../../../kernel/id.js';
import { type Alarm, countryAlarms, dayAlarms } from './alert.rules.js';
import { AlertStore } from './alert.store.js';
import { populationOf } from './population.js';
import { RaiseAlert } from './raise-alert.js';
import { suspicionPolicy } from './suspicion-policy.js';

/** Looks whether a campaign departs from its own history, or a country gives more than its people could. */
@Injectable()
export class RaiseAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertStore,
    private readonly alert: RaiseAlert,
    private readonly clock: Clock,
  ) {}

  /** Answers how many alerts are new: each is raised once, however often it is looked. */
  async run(): Promise<number> {
    let raised = 0;
    for (const [campaignId, alarm] of await this.alarms()) {
      if (await this.db.transaction((tx) => this.alert.run(tx, campaignId, alarm))) raised += 1;
    }
    return raised;
  }

  private async alarms(): Promise<[CampaignId, Alarm][]> {
    const tx = this.db.manager;
    const { alerts, velocity } = suspicionPolicy();
    const today = utcDay(this.clock.now());
    const days = await this.alerts.days(tx, addDays(today, -velocity.historyDays));
    const countries = await this.alerts.countries(tx, alerts.countryPopulation.atLeast);
    return [
      ...days
        .filter(({ day }) => day === today)
        .flatMap((now) => {
          const before = days.filter((one) => one.campaignId === now.campaignId && one.day < today);
          return dayAlarms(now, before, alerts).map((alarm): [CampaignId, Alarm] => [now.campaignId, alarm]);
        }),
      ...countries.flatMap((one) =>
        countryAlarms([one], populationOf, alerts).map((alarm): [CampaignId, Alarm] => [
          one.campaignId,
          alarm,
        ]),
      ),
    ];
  }
}
