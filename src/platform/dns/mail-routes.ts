import type { DnsLookup } from './dns-lookup.js';

const KEPT_MS = 3_600_000;
/** What the DNS did not answer is asked again after this. */
const UNKNOWN_KEPT_MS = 60_000;
/** Mail waits no longer than this for an answer; one that comes later serves the next. */
const PATIENCE_MS = 1_000;
const REMEMBERED = 20_000;

interface Route {
  readonly hosts: readonly string[] | null;
  readonly until: number;
}

/** The mail servers of domains, remembered in memory for an hour; domains are neither stored nor logged. */
export class MailRoutes {
  private readonly known = new Map<string, Route>();
  private readonly asked = new Map<string, Promise<void>>();

  /** `everyDomain` says whether mail should be held against them even where no limit needs it: a relay that is not ours. */
  constructor(
    private readonly dns: DnsLookup,
    readonly everyDomain: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The servers of each domain, the preferred first; one whose DNS did not answer in time is left out. */
  async of(domains: ReadonlySet<string>): Promise<Map<string, readonly string[]>> {
    const open = [...domains].filter((domain) => !this.remembered(domain));
    if (open.length > 0) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS);
      });
      await Promise.race([Promise.all(open.map((domain) => this.ask(domain))), patience]);
      clearTimeout(timer);
    }
    const found = new Map<string, readonly string[]>();
    for (const domain of domains) {
      const hosts = this.remembered(domain)?.hosts;
      if (hosts) found.set(domain, hosts);
    }
    return found;
  }

  private remembered(domain: string): Route | undefined {
    const route = this.known.get(domain);
    return route && route.until > this.now() ? route : undefined;
  }

  private ask(domain: string): Promise<void> {
    const asked =
      this.asked.get(domain) ??
      this.dns
        .mx(domain)
        .then(
          (hosts) => {
            this.remember(domain, { hosts, until: this.now() + KEPT_MS });
          },
          () => {
            this.remember(domain, { hosts: null, until: this.now() + UNKNOWN_KEPT_MS });
          },
        )
        .finally(() => this.asked.delete(domain));
    this.asked.set(domain, asked);
    return asked;
  }

  private remember(domain: string, route: Route): void {
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(domain, route);
  }
}
