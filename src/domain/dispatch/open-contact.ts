import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CannotDecrypt, contactAad, decryptField } from '../../platform/crypto/field.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';

const contact = z.object({ address: z.string().min(3), name: z.string().optional() });

/** Whom a message goes to. */
export interface Contact {
  readonly address: string;
  readonly name?: string;
}

/** A message's sealed contact and what it belongs to. */
export interface SealedContact {
  readonly scope: string;
  readonly epoch: number;
  readonly ref: string;
  readonly contact: Buffer;
}

/** Opens the contacts of messages, in memory only. */
@Injectable()
export class OpenContact {
  constructor(private readonly keys: ScopeKeys) {}

  /** Null for what nobody can open: its scope's keys are gone, or it was changed. */
  async run({ scope, epoch, ref, contact: sealed }: SealedContact): Promise<Contact | null> {
    try {
      const ring = await this.keys.ring(scope, { epoch });
      const opened = decryptField(ring.dataKey(epoch), contactAad(scope, ref), sealed);
      const { address, name } = contact.parse(JSON.parse(opened.toString('utf8')));
      return name === undefined ? { address } : { address, name };
    } catch (error) {
      const forGood =
        error instanceof NoKeys || error instanceof CannotDecrypt || error instanceof z.ZodError;
      if (forGood || error instanceof SyntaxError) return null;
      throw error;
    }
  }
}
