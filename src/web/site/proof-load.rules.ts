/** One step of the work that a form's proof costs: how much load it takes, and how many attempts it then needs. */
export interface ProofStep {
  /** Forms a second in this process, over the last ten seconds, from which the step holds. */
  readonly formsPerSecond: number;
  /** The share of the waiting room before the database that is taken, from which it holds as well. */
  readonly queueTaken: number;
  /** Attempts at most; a proof needs between half of them and all, each of them one key derivation. */
  readonly attempts: number;
}

/** The load on one public process. */
export interface FormLoad {
  readonly formsPerSecond: number;
  /** Between 0 and 1. */
  readonly queueTaken: number;
}

const quiet: ProofStep = { formsPerSecond: 0, queueTaken: 0, attempts: 400 };

/**
 * From the quiet day upwards. An attempt takes about 0.1 ms on a desktop and 0.6 ms on a slow phone, so that the
 * first step is 0.1 to 0.3 s of a slow phone's background and the last, which no wave of people has reached,
 * about 3 s. The record of petitions, 33 signatures a second, is in the second step.
 */
export const proofSteps: readonly ProofStep[] = [
  quiet,
  { formsPerSecond: 20, queueTaken: 0.05, attempts: 800 },
  { formsPerSecond: 60, queueTaken: 0.1, attempts: 1_600 },
  { formsPerSecond: 150, queueTaken: 0.25, attempts: 3_200 },
  { formsPerSecond: 400, queueTaken: 0.5, attempts: 6_400 },
];

/** The step that a load is in: the highest that either of its figures reaches. */
export function proofStepFor(load: FormLoad): ProofStep {
  const reaches = (step: ProofStep) =>
    load.formsPerSecond >= step.formsPerSecond || load.queueTaken >= step.queueTaken;
  return proofSteps.findLast(reaches) ?? quiet;
}
