import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isJsonBody } from '../../platform/http/wants-json.js';
import { FormStamp, type StampFlag } from './form-stamp.js';
import { NetworkBursts } from './network-burst.js';
import { ProofOfWork, type ProofFlag } from './proof-of-work.js';
import { recordOf } from './read-sign-form.js';

/** Every word that the public process says of a form beside the form itself. */
export type FormFlag = StampFlag | ProofFlag | 'honeypot' | 'network-burst';

/** What looks unusual about a form; it never refuses, and the worker weighs it. */
@Injectable()
export class FormSignals {
  constructor(
    private readonly stamps: FormStamp,
    private readonly proofs: ProofOfWork,
    private readonly bursts: NetworkBursts,
  ) {}

  /** Reads one form that is about to be taken in, and counts it. */
  read(slug: string, body: unknown, request: FastifyRequest): FormFlag[] {
    const { website, stamp, altcha, email } = recordOf(body);
    const flags: FormFlag[] = [];
    if (website) flags.push('honeypot');
    const stamped = isJsonBody(request) && stamp === undefined ? null : this.stamps.read(slug, stamp);
    if (stamped !== null) flags.push(stamped);
    const proof = this.proofs.redeem(slug, altcha, email);
    if (proof !== null) flags.push(proof);
    if (this.bursts.count(slug, request.ip)) flags.push('network-burst');
    return flags;
  }
}
