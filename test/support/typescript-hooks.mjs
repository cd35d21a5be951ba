import { transform } from '@swc/core';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `./x.js` in the sources is `./x.ts` (or `.tsx`) on disk. */
export async function resolve(specifier, context, next) {
  if (/^\.{1,2}\//.test(specifier) && specifier.endsWith('.js')) {
    for (const extension of ['.ts', '.tsx']) {
      const url = new URL(specifier.replace(/\.js$/, extension), context.parentURL);
      if (existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true, format: 'module' };
    }
  }
  return next(specifier, context);
}

/** TypeScript, compiled with the decorators that Nest and TypeORM read. */
export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  return { format: 'module', source: await compiled(fileURLToPath(url)), shortCircuit: true };
}

const cache = join(tmpdir(), `vigil-compiled-${process.getuid?.() ?? 0}`);

/** A child that starts again after a kill finds the work of the one before it. */
async function compiled(path) {
  const source = await readFile(path, 'utf8');
  const kept = join(cache, `${createHash('sha256').update(path).update(source).digest('hex')}.mjs`);
  const found = await readFile(kept, 'utf8').catch(() => undefined);
  if (found !== undefined) return found;
  const { code } = await transform(source, {
    filename: path,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'nodenext' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true, tsx: path.endsWith('x') },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      keepClassNames: true,
    },
  });
  const draft = `${kept}.${process.pid}`;
  await mkdir(cache, { recursive: true, mode: 0o700 });
  await writeFile(draft, code);
  await rename(draft, kept);
  return code;
}
