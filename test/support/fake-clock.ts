import { Clock } from '../../src/kernel/clock.js';

/** A clock that stands still until it is moved. */
export class FakeClock extends Clock {
  constructor(private instant: Date = new Date('2026-11-24T12:00:00Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  /** Moves to an instant. */
  set(instant: Date | string): void {
    this.instant = new Date(instant);
  }

  /** Moves forward by milliseconds. */
  advance(ms: number): void {
    this.instant = new Date(this.instant.getTime() + ms);
  }
}
