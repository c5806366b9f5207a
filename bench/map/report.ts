/** What was measured; what doesn't apply, or what a peer didn't bear, is absent. */
export interface Row {
  what: string;
  nodes: number;
  pixelRatio: number;
  cellsDrawn?: number;
  firstPaintMs?: number;
  /** Of the first paint: the data frame made into columns, then laid out, then painted. */
  partsMs?: number[];
  hoverP95Ms?: number;
  panP95Ms?: number;
  toggleP95Ms?: number;
  bytesPerCell?: number;
}

const HEAD = [
  '',
  'nodes',
  'pixel ratio',
  'cells drawn',
  'first paint ms (read + layout + paint)',
  'hover p95 ms',
  'pan p95 ms',
  'toggle p95 ms',
  'bytes/cell',
];

export function tableOf(rows: Row[]): string {
  const lines = [HEAD, ...rows.map(lineOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) => line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  '))
    .join('\n');
}

function lineOf(row: Row): string[] {
  const parts = row.partsMs ? ` (${row.partsMs.map((ms) => ms.toFixed(0)).join(' + ')})` : '';
  return [
    row.what,
    row.nodes ? row.nodes.toLocaleString('en-US') : '',
    String(row.pixelRatio),
    row.cellsDrawn?.toLocaleString('en-US') ?? '',
    row.firstPaintMs === undefined ? (row.nodes ? '-' : '') : row.firstPaintMs.toFixed(1) + parts,
    ...[row.hoverP95Ms, row.panP95Ms, row.toggleP95Ms].map((ms) => ms?.toFixed(1) ?? ''),
    row.bytesPerCell?.toFixed(0) ?? '',
  ];
}

/** The panel at 100,000 nodes and the worse of the pixel ratios; of the peers the most nodes that they bear, else null. */
export function summaryOf(rows: Row[]): Record<string, number | null> {
  const panels = rows.filter(({ what, nodes }) => what === 'Fleet map panel' && nodes === 100_000);
  const worst = (field: 'firstPaintMs' | 'hoverP95Ms' | 'panP95Ms' | 'bytesPerCell') =>
    round(Math.max(...panels.map((row) => row[field]!)));
  const peer = (name: string) => {
    const borne = rows.filter(({ what, firstPaintMs }) => what === name && firstPaintMs !== undefined);
    const most = Math.max(...borne.map(({ nodes }) => nodes));
    const times = borne.filter(({ nodes }) => nodes === most).map(({ firstPaintMs }) => firstPaintMs!);
    return times.length > 0 ? round(Math.max(...times)) : null;
  };
  return {
    firstPaintMs: worst('firstPaintMs'),
    cellsDrawn: Math.min(...panels.map(({ cellsDrawn }) => cellsDrawn!)),
    hoverP95Ms: worst('hoverP95Ms'),
    panP95Ms: worst('panP95Ms'),
    bytesPerCell: worst('bytesPerCell'),
    echartsMs: peer('ECharts treemap'),
    svgMs: peer('SVG'),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
