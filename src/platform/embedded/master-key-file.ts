import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { MasterKey } from '../config/master-key.js';
import { codeOf, Refusal } from './refusal.js';
import { writeWhole } from './write-whole.js';
import { join } from 'node:path';

const KEY = /^[A-Za-z0-9_-]{43}=?$/;

/** Reads the master key from where the configuration says, else from the data folder. Throws a Refusal without one. */
export function readMasterKey(config: Config): MasterKey {
  if (config.masterKey && 'bytes' in config.masterKey) return new MasterKey(config.masterKey.bytes);
  if (config.masterKey) return fromFile(config.masterKey.file);
  if (config.databaseUrl !== undefined) {
    throw new Refusal(
      'With DATABASE_URL set, VIGIL_MASTER_KEY or VIGIL_MASTER_KEY_FILE must be set too: the key belongs to the database.',
    );
  }
  return fromFile(generatedKeyFile(config.dataDir));
}

/** Makes the data folder's own key, once, before the database; a database whose key is gone refuses. */
export function ensureMasterKeyFile(config: Config, databaseExists: boolean): void {
  if (config.masterKey) return;
  const path = generatedKeyFile(config.dataDir);
  if (existsSync(path)) return;
  if (databaseExists) {
    throw new Refusal(
      `The master key ${path} is missing while the database is there: put the file back, or set VIGIL_MASTER_KEY, since nothing can be opened without it.`,
    );
  }
  writeWhole(path, `${randomBytes(32).toString('base64url')}\n`);
}

function generatedKeyFile(dataDir: string): string {
  return join(dataDir, 'master.key');
}

function fromFile(path: string): MasterKey {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Refusal(`The master key file ${path} cannot be read (${codeOf(error) ?? 'unknown error'}).`, {
      cause: error,
    });
  }
  if (!KEY.test(text))
    throw new Refusal(`The master key file ${path} does not hold 32 bytes in base64url (43 characters).`);
  return new MasterKey(Buffer.from(text, 'base64url'));
}
