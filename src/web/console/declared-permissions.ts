import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { isConsole, permissionOf } from './permission.js';

/** A console route that says nothing about who may use it. */
export class UndeclaredPermission extends Error {
  constructor(routes: readonly string[]) {
    super(`these console routes declare no permission: ${routes.join(', ')}`);
    this.name = 'UndeclaredPermission';
  }
}

/** Looks at every console route when the process starts, and refuses the start over one without a permission. */
@Injectable()
export class DeclaredPermissions implements OnModuleInit {
  private readonly scanner = new MetadataScanner();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const silent = this.discovery
      .getControllers()
      .map(({ metatype }) => metatype)
      .filter((controller) => typeof controller === 'function' && isConsole(controller))
      .flatMap((controller) => this.silentRoutes(controller as { name: string; prototype: object }));
    if (silent.length > 0) throw new UndeclaredPermission(silent);
  }

  private silentRoutes(controller: { name: string; prototype: object }): string[] {
    const methods = controller.prototype as Record<string, object>;
    return this.scanner
      .getAllMethodNames(methods)
      .filter((name) => Reflect.hasMetadata('method', methods[name] ?? {}))
      .filter((name) => permissionOf(methods[name] ?? {}) === undefined)
      .map((name) => `${controller.name}.${name}`);
  }
}
