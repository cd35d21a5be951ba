import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import type { CountryFigure, RecordModel } from './record.model.js';

const WIDTH = 100;
const HEIGHT = 8;
/** So many are shown at once, the others on asking. */
const AT_ONCE = 10;

/** Signatures by country: a table whose bars are drawn beside its numbers. */
export function CountryChart({ t, record }: { t: Language; record: RecordModel }): VNode | null {
  const { byCountry, elsewhere } = record;
  const [most] = byCountry;
  if (!most) return null;
  const more = byCountry.slice(AT_ONCE);
  return (
    <div class="chart">
      <h3>{t.say('chart.by.country')}</h3>
      <Countries t={t} countries={byCountry.slice(0, AT_ONCE)} most={most.confirmed} />
      {more.length > 0 ? (
        <details class="chart-numbers">
          <summary>{t.say('chart.countries.more', { count: more.length })}</summary>
          <Countries t={t} countries={more} most={most.confirmed} />
        </details>
      ) : null}
      <p class="fine">
        {elsewhere > 0 ? t.say('chart.elsewhere', { count: elsewhere }) : null} {t.say('chart.from-ten')}
      </p>
    </div>
  );
}

type Rows = Readonly<{ t: Language; countries: readonly CountryFigure[]; most: number }>;

function Countries({ t, countries, most }: Rows): VNode {
  return (
    <table class="numbers countries">
      <thead class="unseen">
        <tr>
          <th scope="col">{t.say('chart.country')}</th>
          <th scope="col">{t.say('chart.signatures')}</th>
        </tr>
      </thead>
      <tbody>
        {countries.map(({ name, confirmed }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <span>{t.number(confirmed)}</span>
              <Part t={t} part={confirmed / most} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Part({ t, part }: { t: Language; part: number }): VNode {
  const width = Math.max(1, Math.round(part * WIDTH));
  return (
    <svg
      class="chart-part"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect x={t.dir === 'rtl' ? WIDTH - width : 0} y="0" width={width} height={HEIGHT} />
    </svg>
  );
}
