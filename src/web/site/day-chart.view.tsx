import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import type { Bar, BarRow } from './chart.rules.js';

/** Units of the drawing: a bar with its gap, and the height. */
const STEP = 10;
const BREADTH = 7;
const HEIGHT = 100;

/** Signatures over time: bars that begin where reading begins, what they say in words, and the numbers as a table. */
export function DayChart({ t, row }: { t: Language; row: BarRow }): VNode {
  const { bars, unit } = row;
  const [first] = bars;
  const last = bars.at(-1);
  const peak = bars.reduce<Bar | undefined>((a, b) => (a && a.confirmed >= b.confirmed ? a : b), undefined);
  if (!first || !last || !peak) return <p>{t.say('chart.none')}</p>;
  const said = t.say(`chart.peak.${unit}`, { count: peak.confirmed, when: when(t, row, peak) });
  return (
    <figure class="chart" aria-labelledby="chart-days">
      <figcaption id="chart-days">
        <strong>{t.say(`chart.by.${unit}`)}</strong> <span class="fine">{said}</span>
      </figcaption>
      <Bars t={t} bars={bars} most={peak.confirmed} />
      <p class="chart-axis fine" aria-hidden="true">
        <span>{t.date(first.from)}</span>
        <span>{t.date(last.until)}</span>
      </p>
      <Numbers t={t} row={row} />
    </figure>
  );
}

function Bars({ t, bars, most }: { t: Language; bars: readonly Bar[]; most: number }): VNode {
  const width = bars.length * STEP;
  const left = (place: number) => (t.dir === 'rtl' ? bars.length - 1 - place : place) * STEP;
  return (
    <svg
      class="chart-bars"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {bars.map(({ from, confirmed }, place) => {
        if (confirmed === 0) return null;
        const height = Math.max(2, Math.round((confirmed / most) * HEIGHT * 10) / 10);
        const x = left(place) + (STEP - BREADTH) / 2;
        return <rect key={from} x={x} y={HEIGHT - height} width={BREADTH} height={height} />;
      })}
    </svg>
  );
}

function Numbers({ t, row }: { t: Language; row: BarRow }): VNode {
  const shown = row.bars.filter(({ confirmed }) => confirmed > 0).reverse();
  return (
    <details class="chart-numbers">
      <summary>{t.say('chart.table')}</summary>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">{t.say(`chart.unit.${row.unit}`)}</th>
            <th scope="col">{t.say('chart.signatures')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((bar) => (
            <tr key={bar.from}>
              <th scope="row">{when(t, row, bar)}</th>
              <td>{t.number(bar.confirmed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function when(t: Language, { unit }: BarRow, { from, until }: Bar): string {
  return unit === 'day' ? t.date(from) : t.say('chart.range', { from: t.date(from), until: t.date(until) });
}
