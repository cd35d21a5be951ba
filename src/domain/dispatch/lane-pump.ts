import type { LaneKind } from './lane-kind.rules.js';
import type { Courier, Round } from './courier.js';
import type { PreparedMessage } from './prepare-messages.js';

/** What a lane's pump needs of its surroundings. */
export interface LanePumpWork {
  readonly urgent: boolean;
  readonly laneKind: LaneKind;
  readonly connections: number;
  /** Leases and prepares the next messages; an empty list means that nothing is due. */
  claim(): Promise<readonly PreparedMessage[]>;
  /** Called each time the last courier came home. */
  settle(): Promise<void>;
}

/** What waits for a mail server that cannot be reached, or will not have us; after a fault of our own it waits for nothing. */
const UNREACHABLE_MS = 60_000;

/** With fewer than this in the queue the next are claimed. */
const LOW = 250;

/**
 * One lane's round in this process: as many couriers as the lane has connections share one queue, which is refilled
 * while they work. A courier that waits ten minutes for a reply holds up nobody else.
 */
export class LanePump implements Round {
  private readonly queue: PreparedMessage[] = [];
  private couriers = 0;
  private hungry = false;
  private stopped = false;
  private returnAfterMs = 0;
  private retired = false;
  /** What is left of a round goes back: nobody goes out meanwhile. */
  private homing = false;
  private refilling: Promise<void> | undefined;
  private fault: { error: unknown } | undefined;
  private idle: Promise<void> | undefined;
  private markIdle: (() => void) | undefined;

  constructor(
    private readonly courier: Courier,
    private readonly work: LanePumpWork,
  ) {}

  get urgent(): boolean {
    return this.work.urgent;
  }

  get laneKind(): LaneKind {
    return this.work.laneKind;
  }

  /** Whether couriers are out, or on their way home. */
  get isAwake(): boolean {
    return this.idle !== undefined;
  }

  /** There may be messages: sends couriers out, and resolves when all are home. Throws what a claim threw. */
  async wake(): Promise<void> {
    this.hungry = true;
    this.idle ??= new Promise((resolve) => {
      this.markIdle = resolve;
    });
    this.fill();
    await this.idle;
    const { fault } = this;
    this.fault = undefined;
    if (fault) throw fault.error;
  }

  async next(): Promise<PreparedMessage | undefined> {
    for (;;) {
      const message = this.shift();
      if (message || this.stopped) return message;
      // While one refills, the others wait for what it brings.
      if (!this.refilling && !this.hungry) return undefined;
      await (this.refilling ??= this.refill());
    }
  }

  /** Only of what all couriers together could not begin at once: it waits for this one courier, however slow its server. */
  ahead(): PreparedMessage | undefined {
    return this.urgent || this.queue.length <= this.work.connections ? undefined : this.shift();
  }

  putBack(message: PreparedMessage): void {
    this.queue.unshift(message);
  }

  get isOver(): boolean {
    return this.stopped;
  }

  /** No more for this round; what is leased and not sent goes back untouched. */
  stop(): void {
    this.stopped = true;
    if (!this.retired) this.returnAfterMs = UNREACHABLE_MS;
  }

  /** Ends the round for good: couriers finish the message they have; resolves when they are home. */
  async retire(): Promise<void> {
    this.retired = true;
    this.stopped = true;
    this.returnAfterMs = 0;
    await this.idle;
  }

  private get isWanted(): boolean {
    return this.hungry && !this.retired;
  }

  /** Not while a round comes home: it looks again when all it had is back, with the pause of its own end. */
  private fill(): void {
    if (this.homing) return;
    while (this.couriers < this.work.connections) void this.sendOut();
  }

  private shift(): PreparedMessage | undefined {
    if (this.stopped) return undefined;
    const message = this.queue.shift();
    if (message && this.queue.length < LOW) this.refillAhead();
    return message;
  }

  /** The next claim is made ready while the couriers work off the last one. */
  private refillAhead(): void {
    if (!this.hungry || this.refilling) return;
    this.refilling = this.refill();
    this.refilling.catch((error: unknown) => {
      this.fault = { error };
      this.stopped = true;
    });
  }

  private async refill(): Promise<void> {
    this.hungry = false;
    try {
      const claimed = await this.work.claim();
      this.queue.push(...claimed);
      if (claimed.length > 0) this.hungry = true;
    } finally {
      this.refilling = undefined;
    }
  }

  private async sendOut(): Promise<void> {
    this.couriers += 1;
    try {
      // A wake-up that came while this courier was on its way home is answered by going out again.
      do await this.courier.run(this);
      while (this.hungry && !this.stopped);
    } catch (error) {
      this.fault = { error };
      this.stopped = true;
    }
    this.couriers -= 1;
    if (this.couriers === 0) await this.comeHome();
  }

  private async comeHome(): Promise<void> {
    // What a claim made ahead still brings goes back with the rest.
    await this.refilling?.catch(() => undefined);
    if (this.couriers > 0 || this.homing) return;
    this.homing = true;
    // From here on only a new wake-up is a reason to go out again.
    this.hungry = false;
    for (const message of this.queue.splice(0)) {
      await this.courier.record(this.courier.returned(message, this.returnAfterMs));
    }
    try {
      await this.work.settle();
    } catch (error) {
      this.fault = { error };
    }
    this.homing = false;
    this.stopped = this.retired;
    this.returnAfterMs = 0;
    if (this.isWanted) {
      this.fill();
      return;
    }
    this.idle = undefined;
    this.markIdle?.();
  }
}
