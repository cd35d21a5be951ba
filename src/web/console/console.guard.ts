import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { Forbidden, may, type Organizer } from '../../domain/organizers/role.rules.js';
import { Sessions } from '../../domain/organizers/sessions.js';
import { ConsoleNeedsHttps, NotSignedIn } from './console.errors.js';
import { isConsole, type Permission, permissionOf } from './permission.js';
import { SessionCookie } from './session-cookie.js';
import { rememberOrganizer } from './signed-in.js';

/**
 * Stands before every route of the process and lets nobody into the console whom the route's declared
 * permission does not admit; a console route without one admits nobody.
 */
@Injectable()
export class ConsoleGuard implements CanActivate {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: Sessions,
    private readonly organizers: OrganizerStore,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!isConsole(context.getClass())) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    context.switchToHttp().getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (!this.cookie.allowed) throw new ConsoleNeedsHttps();
    const permission = permissionOf(context.getHandler());
    if (permission === undefined) throw new Forbidden();
    if (permission === 'anyone') return true;
    const session = this.cookie.read(request.headers.cookie);
    const organizer = session === null ? null : await this.sessions.find(session);
    if (!organizer) throw new NotSignedIn();
    if (permission !== 'signed-in' && !(await this.admits(organizer, permission))) throw new Forbidden();
    rememberOrganizer(request, organizer);
    return true;
  }

  private async admits(
    organizer: Organizer,
    act: Exclude<Permission, 'anyone' | 'signed-in'>,
  ): Promise<boolean> {
    const roles = await this.organizers.rolesOf(this.db.manager, organizer.id);
    return roles.some(({ role }) => may(organizer, role)[act]() === 'allowed');
  }
}
