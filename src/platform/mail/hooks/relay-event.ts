import type { InboundReport } from '../inbound/inbound-report.js';

/** What a relay says of one message. */
export interface RelayEvent {
  /** What makes it the same event however often, and in whichever request, it comes. */
  readonly id: string;
  /** Null: it says nothing of a delivery (a mail was opened, a link was followed). */
  readonly report: InboundReport | null;
  /** What the relay said, for a person who has to look at it. */
  readonly words: string;
}

/** What a request of a relay says; its signature was right. */
export interface HookContent {
  readonly events: readonly RelayEvent[];
  /** Events that do not have the shape their maker documents. */
  readonly unreadable: number;
  /** What the signature covers instead of the body: it may be used once. */
  readonly token?: { readonly value: string; readonly until: Date };
}

/** A request of a relay as it came: header fields by lower-case name, the body byte by byte as it was signed. */
export interface HookRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** One relay's door: knows who may speak by it, and what is said. */
export interface RelayHook {
  /** Throws HookRefused, HookUnreadable, HookBusy; then nothing was believed. */
  open(request: HookRequest): HookContent | Promise<HookContent>;
}
