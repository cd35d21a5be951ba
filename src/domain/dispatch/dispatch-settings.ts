/** How dispatch works; a test may be in more of a hurry. */
export class DispatchSettings {
  constructor(
    /** A lease outlasts the 10 minutes that a final reply may take. */
    readonly leaseSeconds = 900,
    /** Messages leased by one claim, at most. */
    readonly claimSize = 500,
    /** How long one pump works before it lets other lanes have their turn. */
    readonly turnMs = 10_000,
  ) {}
}
