import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ListedOrganizer, OrganizerStore } from './organizer.store.js';
import { type By, may, require } from './role.rules.js';

/** Everybody who may sign in, with their roles. */
@Injectable()
export class ListOrganizers {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
  ) {}

  async run(by: By): Promise<ListedOrganizer[]> {
    require(may(by).listOrganizers());
    return this.organizers.list(this.db.manager);
  }
}
