import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programVersion } from '../../../src/platform/config/program-version.js';
import { DataFolder } from '../../../src/platform/embedded/data-folder.js';
import { FolderLock } from '../../../src/platform/embedded/folder-lock.js';
import { identityOf } from '../../../src/platform/embedded/process-identity.js';
import { Refusal } from '../../../src/platform/embedded/refusal.js';

describe('the data folder', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'vigil folder '));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('is made for nobody else to read, and can be opened again once closed', () => {
    const folder = DataFolder.open(join(root, 'a', 'data'), 'server');
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    folder.close();
    DataFolder.open(folder.path, 'server').close();
  });

  it('refuses a second start with one sentence', () => {
    const folder = DataFolder.open(join(root, 'second'), 'server');
    expect(() => DataFolder.open(folder.path, 'server')).toThrow(/already running .*process \d+.*\.$/);
    folder.close();
  });

  it('refuses a folder of a newer version and changes nothing in it', () => {
    const path = join(root, 'newer');
    DataFolder.open(path, 'server').close();
    writeFileSync(join(path, 'version'), '99.0.0\n');
    expect(() => DataFolder.open(path, 'server')).toThrow(/newer version 99\.0\.0/);
    expect(readFileSync(join(path, 'version'), 'utf8')).toBe('99.0.0\n');
  });

  it('takes an older folder over and stamps it with this version', () => {
    const path = join(root, 'older');
    DataFolder.open(path, 'server').close();
    writeFileSync(join(path, 'version'), '0.0.1\n');
    const folder = DataFolder.open(path, 'server');
    folder.stamp();
    folder.close();
    expect(readFileSync(join(path, 'version'), 'utf8').trim()).toBe(programVersion());
  });

  it('refuses where it cannot write', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => DataFolder.open(join(root, 'file'), 'server')).toThrow(Refusal);
    expect(() => DataFolder.open(join(root, 'file', 'data'), 'server')).toThrow(/cannot be made/);
  });

  it('is not kept closed by a process that was killed', async () => {
    const path = join(root, 'killed');
    DataFolder.open(path, 'server').close();
    const other = spawn('sleep', ['600']);
    const holder = identityOf(other.pid!)!;
    writeFileSync(join(path, 'lock'), JSON.stringify({ ...holder, purpose: 'server', token: 'x' }));
    expect(FolderLock.acquire(path, 'server')).toMatchObject({ pid: other.pid });
    const ended = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await ended;
    DataFolder.open(path, 'server').close();
  });

  it('is not kept closed by a stranger that was given the number of the dead holder', () => {
    const path = join(root, 'reused');
    DataFolder.open(path, 'server').close();
    const began = 'another time';
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: 1, began, purpose: 'server', token: 'x' }));
    DataFolder.open(path, 'server').close();
  });

  it('opens in spite of a lock that was half written', () => {
    const path = join(root, 'torn');
    DataFolder.open(path, 'server').close();
    writeFileSync(join(path, 'lock'), '{"pid":');
    DataFolder.open(path, 'server').close();
  });
});
