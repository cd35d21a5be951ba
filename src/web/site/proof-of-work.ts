import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { SubmitForm } from '../../domain/intake/submit-form.js';
import { FormPace } from './form-pace.js';
import { isSolved, makeChallenge, newProofKeys, readAnswer, type ProofChallenge } from './proof-challenge.js';
import { proofStepFor } from './proof-load.rules.js';
import { ProofNonces } from './proof-nonces.js';

const LIFETIME_MS = 20 * 60 * 1000;

/** What a form's proof of work says about how it was sent; none of it ever refuses a form. */
export type ProofFlag = 'proof-missing' | 'proof-wrong' | 'proof-replayed';

/**
 * A small calculation that a browser does while its person fills in the form, dearer the more forms come in.
 * Puzzles are signed, bound to a campaign and kept nowhere until they come back solved. The keys live in this
 * process alone: what another process made, or this one before a restart, counts as no proof, a weak sign.
 */
@Injectable()
export class ProofOfWork {
  private readonly keys = newProofKeys();
  private readonly nonces = new ProofNonces(LIFETIME_MS);
  private readonly pace = new FormPace();

  constructor(
    private readonly clock: Clock,
    private readonly submit: SubmitForm,
  ) {}

  /** A fresh puzzle for a campaign's form, as dear as the load on this process wants it. */
  challenge(slug: string): ProofChallenge {
    const now = this.clock.now();
    const { attempts } = proofStepFor({
      formsPerSecond: this.pace.perSecond(now),
      queueTaken: this.submit.queueTaken,
    });
    const expiresAt = Math.floor((now.getTime() + LIFETIME_MS) / 1000);
    return makeChallenge(this.keys, { campaign: slug, expiresAt, attempts });
  }

  /**
   * Counts a form, redeems the proof that came with it, and says what it tells; null where it is as it should be.
   * The sender is the address as it was typed.
   */
  redeem(slug: string, given: unknown, sender: unknown): ProofFlag | null {
    const now = this.clock.now();
    this.pace.count(now);
    if (given === undefined || given === '') return 'proof-missing';
    const answer = typeof given === 'string' ? readAnswer(given) : null;
    if (answer === null) return 'proof-wrong';
    const { data, expiresAt, nonce } = answer.challenge.parameters;
    if (data.key !== this.keys.id || expiresAt * 1000 < now.getTime()) return 'proof-missing';
    if (data.campaign !== slug || !isSolved(this.keys, answer)) return 'proof-wrong';
    return this.nonces.redeem(nonce, String(sender), now) ? null : 'proof-replayed';
  }
}
