import type { VNode } from 'preact';
import { encode } from 'uqr';

const QUIET_ZONE = 4;

/** An address as a QR code (ISO/IEC 18004, level M, with its quiet zone): dark on light in every theme, as readers need it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): VNode {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      width="160"
      height="160"
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={pathOf(data)} fill="#000000" />
    </svg>
  );
}

/** Each row's dark modules, neighbours drawn as one. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) => {
      let drawn = '';
      for (let x = 0; x < row.length; x += 1) {
        if (!row[x]) continue;
        const from = x;
        while (row[x + 1]) x += 1;
        const wide = String(x - from + 1);
        drawn += `M${String(from)} ${String(y)}h${wide}v1h-${wide}z`;
      }
      return drawn;
    })
    .join('');
}
