import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';

/** One value with what tells it from its neighbours; labels are words of the program, never of a person. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Of a histogram only: which of its three series it belongs to. */
  readonly of?: 'bucket' | 'sum' | 'count';
}

/** Values of one kind as they are at this moment. */
export interface Figures {
  /** Without the prefix `vigil_`. */
  readonly name: string;
  readonly help: string;
  /** A counter only grows while the process lives, a gauge may fall; a histogram's buckets hold what is at most `le`. */
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

/** Asked at every scrape; what is dear to know it keeps for a while itself. */
export type FiguresSource = () => Promise<readonly Figures[]>;

/** What a process tells its operators of itself (Prometheus' text format); every part adds what it knows. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly sources: FiguresSource[] = [];
  private began = false;

  /** Adds figures of a part of the program. */
  register(source: FiguresSource): void {
    this.sources.push(source);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Everything as it is now. The process's own figures begin with the first scrape: whoever is not asked gathers nothing. */
  async text(): Promise<string> {
    if (!this.began) collectDefaultMetrics({ register: this.registry });
    this.began = true;
    const all = await Promise.all(this.sources.map((source) => source()));
    const scrape = new Registry();
    for (const figures of all.flat()) scrape.registerMetric(metricOf(figures));
    const text = await Registry.merge([this.registry, scrape]).metrics();
    // The library's spelling of what is no number is not the format's.
    return text.replace(/ Nan$/gm, ' NaN');
  }
}

/** Figures as the registry asks for them. */
function metricOf({ name, help, type, samples }: Figures): Metric {
  const full = `vigil_${name}`;
  const values = samples.map(({ labels, value, of }) => ({
    labels,
    value,
    metricName: of === undefined ? full : `${full}_${of}`,
  }));
  return { name: full, get: () => Promise.resolve({ name: full, help, type, values }) } as unknown as Metric;
}
