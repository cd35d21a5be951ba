import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { freePort, type Service, startService } from '../support/service.js';

interface Attempt {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts the service where it is expected to refuse, and waits for its end. */
async function attempt(env: NodeJS.ProcessEnv): Promise<Attempt> {
  const child = spawn(process.execPath, [resolve('dist/src/main.js')], {
    env: { PATH: process.env.PATH, PORT: String(await freePort()), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A start that does not refuse would go on for ever.
    timeout: 20_000,
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) =>
    child.once('close', (code) => {
      done({ code, stderr });
    }),
  );
}

/** One sentence on one line. */
const sentence = (holding: string) => ({
  code: 1,
  stderr: expect.stringMatching(new RegExp(`^vigil: [^\\n]*${holding}[^\\n]*\\.\\n$`)) as unknown as string,
});

describe('the service', () => {
  let service: Service;
  let folder: string;

  beforeAll(async () => {
    service = await startService();
    folder = service.env.VIGIL_DATA_DIR!;
  }, 120_000);
  afterAll(async () => {
    await service.remove();
  });

  it('tells where its pages are and gives a link to sign in', async () => {
    await eventually(() => service.output().includes('Ctrl-C stops it'));
    expect(service.output()).toContain(`${service.url}\n`);
    expect(service.output()).toMatch(/http:\/\/localhost:\d+\/console\/sign-in\/\S{20,}\n/);
  });

  it('keeps its secrets for its own user', () => {
    for (const name of ['run.json', 'master.key', 'postgres.password']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('refuses a second start on the same folder', async () => {
    expect(await attempt({ VIGIL_DATA_DIR: folder })).toEqual(sentence('already running on the data folder'));
  });

  it('refuses a port that is taken, before it makes anything', async () => {
    const taken = createServer();
    const port = await new Promise<number>((done) => {
      taken.listen(0, '127.0.0.1', () => {
        done((taken.address() as { port: number }).port);
      });
    });
    const path = join(folder, 'never');
    expect(await attempt({ VIGIL_DATA_DIR: path, PORT: String(port) })).toEqual(
      sentence(`Port ${port} is in use`),
    );
    expect(existsSync(path)).toBe(false);
    await close(taken);
  });

  it('refuses a data folder that is none', async () => {
    const file = join(folder, 'version');
    expect(await attempt({ VIGIL_DATA_DIR: join(file, 'data') })).toEqual(sentence('cannot be made'));
  });

  it('refuses broken variables, all of them at once', async () => {
    expect(await attempt({ LOG_LEVEL: 'loud', VIGIL_COUNT_INTERVAL: '0' })).toEqual(
      sentence('VIGIL_COUNT_INTERVAL must be .*LOG_LEVEL must be'),
    );
  });

  it('refuses a public address without a mail server', async () => {
    expect(await attempt({ VIGIL_PUBLIC_URL: 'https://vigil.example.org' })).toEqual(sentence('SMTP_URL'));
  });

  it('refuses a database that does not answer, and does not tell its password', async () => {
    const refused = await attempt({
      DATABASE_URL: `postgres://vigil:canary@127.0.0.1:${await freePort()}/vigil`,
      VIGIL_DATA_DIR: join(folder, 'other'),
    });
    expect(refused).toEqual(sentence('check DATABASE_URL'));
    expect(refused.stderr).not.toContain('canary');
  });

  it('refuses Redis that does not answer, and leaves nothing running', async () => {
    const path = mkdtempSync(join(tmpdir(), 'vigil-story-'));
    const redis = `redis://127.0.0.1:${await freePort()}`;
    expect(await attempt({ VIGIL_DATA_DIR: path, REDIS_URL: redis })).toEqual(sentence('Redis'));
    expect(existsSync(join(path, 'postgres', 'postmaster.pid'))).toBe(false);
    rmSync(path, { recursive: true });
  }, 60_000);

  describe('once stopped', () => {
    beforeAll(() => service.stop());

    it('has left nothing running', () => {
      for (const name of ['run.json', 'lock', 'postgres/postmaster.pid']) {
        expect(existsSync(join(folder, name))).toBe(false);
      }
    });

    it('refuses a master key that is not the one of the database', async () => {
      const key = 'A'.repeat(43);
      expect(await attempt({ VIGIL_DATA_DIR: folder, VIGIL_MASTER_KEY: key })).toEqual(
        sentence('master key'),
      );
    });

    it('refuses when its master key is gone, instead of making another', async () => {
      const path = join(folder, 'master.key');
      const key = readFileSync(path);
      rmSync(path);
      expect(await attempt({ VIGIL_DATA_DIR: folder })).toEqual(sentence('master key .* is missing'));
      expect(existsSync(path)).toBe(false);
      writeFileSync(path, key, { mode: 0o600 });
    });

    it('refuses a folder that a newer version has used', async () => {
      const path = join(folder, 'version');
      const version = readFileSync(path);
      writeFileSync(path, '99.0.0\n');
      expect(await attempt({ VIGIL_DATA_DIR: folder })).toEqual(sentence('newer version 99.0.0'));
      writeFileSync(path, version);
    });

    it('starts again on what it left', async () => {
      await service.start();
      expect(await service.stop()).toBe(0);
    }, 60_000);
  });
});

function close(server: Server): Promise<void> {
  return new Promise((done) =>
    server.close(() => {
      done();
    }),
  );
}
