import { Injectable } from '@nestjs/common';
import type { MessageKind } from './message-kind.rules.js';

/** What a source may know of a message: enough to make its tokens, nothing of the person. */
export interface SlotRequest {
  readonly id: string;
  readonly scope: string;
  readonly ref: string;
  readonly issue: number;
  readonly locale: string;
}

/** Fills the slots of one kind of mail (tokens and links); a module further right has the keys to make them. */
export interface SlotSource {
  /** Values by message id, then by slot name; the same on every retry of a message. */
  fill(messages: readonly SlotRequest[]): Promise<Map<string, Record<string, string>>>;
}

/** Where modules further right register what fills the slots of their kinds. */
@Injectable()
export class SlotSources {
  private readonly sources = new Map<MessageKind, SlotSource>();

  /** One source per kind; a second one is a programming error. */
  register(kind: MessageKind, source: SlotSource): void {
    if (this.sources.has(kind)) throw new Error(`the slots of ${kind} have a source already`);
    this.sources.set(kind, source);
  }

  /** The values for a claim's messages of one kind; a kind without a source has none but the contact's own. */
  async fill(
    kind: MessageKind,
    messages: readonly SlotRequest[],
  ): Promise<Map<string, Record<string, string>>> {
    return (await this.sources.get(kind)?.fill(messages)) ?? new Map<string, Record<string, string>>();
  }
}
