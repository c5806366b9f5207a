import type { Counts } from './mutant';

/** One run over one part. */
export interface ScoreRow {
  name: string;
  folder: string;
  /** In per cent. */
  score: number;
  counts: Counts;
  tool: string;
  date: Date;
  seconds: number;
}

/**
 * A page with the row of a part put in the place of that part's last one; the rest stays as it is. Throws an error where the
 * page has no row for the part.
 */
export function withScore(page: string, row: ScoreRow): string {
  const start = `| ${row.name} |`;
  const lines = page.split('\n');
  const index = lines.findIndex((line) => line.startsWith(start));
  if (index < 0) {
    throw new Error(`The table has no row for ${row.name}: write a line that starts with "${start}" into it.`);
  }
  lines[index] = `${start} ${cellsOf(row).join(' | ')} |`;
  return lines.join('\n');
}

function cellsOf({ folder, score, counts, tool, date, seconds }: ScoreRow): string[] {
  const { killed, timedOut, survived, uncovered, leftOut } = counts;
  return [
    folder,
    `${score.toFixed(1)} %`,
    ...[killed, timedOut, survived, uncovered, leftOut].map(String),
    tool,
    date.toISOString().slice(0, 10),
    `${Math.ceil(seconds / 60)} min`,
  ];
}
