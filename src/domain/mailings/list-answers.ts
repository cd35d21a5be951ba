import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Page, PageRequest } from '../../kernel/page.js';
import type { Organizer } from '../organizers/role.rules.js';
import { type AnswerRow, AnswerStore } from './answer.store.js';

/** Lists what bodies answered to the letters of one's campaigns. */
@Injectable()
export class ListAnswers {
  constructor(
    private readonly db: DataSource,
    private readonly answers: AnswerStore,
  ) {}

  /** Only of campaigns in which the organizer has a role. */
  run(by: Organizer, page: PageRequest): Promise<Page<AnswerRow>> {
    return this.answers.list(this.db.manager, by.id, page);
  }
}
