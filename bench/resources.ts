import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Estate } from '../simulator/estate/machine';
import { withAwsClients } from './awsClients';
import { type Comparison, comparisonsOf } from './resources/comparisons';
import { type CallCounts, fewestCalls } from './resources/fewestCalls';
import { LineProcess } from './resources/lineProcess';
import { type Question, questionsOf } from './resources/questions';

const ROOT = join(__dirname, '..');

/** What the simulator allows, as boto3 takes all that it gets: half and a quarter of it are the plugin's defaults. */
const SETTINGS = { rateShare: 1, undocumentedRate: 20 };

/** So long it takes until the simulator's rate limits have forgotten what was asked. */
const FORGOTTEN_MS = 2000;

/** How often both sides of a comparison are measured: the middle one counts. */
const RUNS = 3;

interface PluginAnswer {
  coldMs: number;
  warmMs: number;
  rows: number;
}

interface BotoAnswer {
  ms: number;
  items: number;
}

interface Measured extends PluginAnswer {
  resource: string;
  calls: number;
  fewest: number;
  throttled: number;
  /** What was called more often than it must be: `DescribeSessions 12 (6)`. */
  extra: string;
}

interface Compared {
  name: string;
  pluginMs: number;
  botoMs: number;
  items: number;
}

/**
 * Times the server part against the simulator at `url`: each resource, with the calls that it makes, and five readings beside boto3.
 * Gives the last line.
 */
export async function measureResources(estate: Estate, url: string, executable: string): Promise<string> {
  const flags = ['-simulator', url, '-executable', executable, '-settings', JSON.stringify(SETTINGS)];
  const plugin = new LineProcess('go', ['run', './bench/firstanswer', ...flags], { cwd: ROOT });
  try {
    const compared = await withAwsClients(estate, url, async ({ python, environment, places }) => {
      const script = join(__dirname, 'alternatives', 'read_resources.py');
      const boto = new LineProcess(python, [script, ...places], { env: environment });
      try {
        return await inTurn(comparisonsOf(estate), (each) => compare(each, plugin, boto));
      } finally {
        boto.end();
      }
    });
    const measured = await inTurn(questionsOf(estate), (each) => measure(each, plugin, estate, url));
    return report(measured, compared);
  } finally {
    plugin.end();
  }
}

async function compare(comparison: Comparison, plugin: LineProcess, boto: LineProcess): Promise<Compared> {
  const { name, queries, nodes, from, items } = comparison;
  const asked = { name, queries, nodes, from: new Date(from).toISOString() };
  // What the simulator works out once, and keeps, is neither's.
  await boto.ask(asked);
  const ours: PluginAnswer[] = [];
  const theirs: BotoAnswer[] = [];
  for (let run = 0; run < RUNS; run++) {
    await sleep(FORGOTTEN_MS);
    theirs.push(await boto.ask(asked));
    await sleep(FORGOTTEN_MS);
    ours.push(await plugin.ask(asked));
  }
  const found = new Set([
    ...ours.map(({ rows }) => rows),
    ...theirs.map((each) => each.items),
    ...(items ? [items] : []),
  ]);
  if (found.size > 1) {
    throw new Error(`${name}: the plugin, boto3 and the estate have different numbers of it: ${[...found].join(', ')}`);
  }
  return {
    name,
    items: ours[0].rows,
    pluginMs: middle(ours.map(({ coldMs }) => coldMs)),
    botoMs: middle(theirs.map(({ ms }) => ms)),
  };
}

async function measure(question: Question, plugin: LineProcess, estate: Estate, url: string): Promise<Measured> {
  const { resource, query, from } = question;
  const asked = { queries: [{ resource, view: 'table', ...query }], from: new Date(from).toISOString() };
  await plugin.ask(asked);
  await fetch(`${url}/__calls`, { method: 'DELETE' });
  const answer = await plugin.ask<PluginAnswer>(asked);
  const { made, throttled } = await callsMade(url);
  const fewest = fewestCalls(estate, question);
  const differences = Object.keys({ ...made, ...fewest }).flatMap((operation) => {
    const [calls, needed] = [made[operation] ?? 0, fewest[operation] ?? 0];
    if (calls < needed) {
      throw new Error(`${resource}: ${calls} calls of ${operation} do, and not ${needed}: the bound is wrong`);
    }
    return calls > needed ? [`${operation} ${calls} (${needed})`] : [];
  });
  return { resource, ...answer, calls: sum(made), fewest: sum(fewest), throttled, extra: differences.join(', ') };
}

async function callsMade(url: string): Promise<{ made: CallCounts; throttled: number }> {
  const counts = (await (await fetch(`${url}/__calls`)).json()) as Array<{
    operation: string;
    calls: number;
    throttled: number;
  }>;
  const made: CallCounts = {};
  for (const { operation, calls } of counts) {
    made[operation] = (made[operation] ?? 0) + calls;
  }
  return { made, throttled: counts.reduce((total, each) => total + each.throttled, 0) };
}

function report(measured: Measured[], compared: Compared[]): string {
  const table = measured.map(({ resource, rows, coldMs, warmMs, calls, fewest, throttled, extra }) => [
    resource,
    `${rows}`,
    `${Math.round(coldMs)}`,
    warmMs.toFixed(1),
    `${calls}`,
    `${fewest}`,
    `${throttled}`,
    extra,
  ]);
  console.error(
    aligned([['Resource', 'Rows', 'Cold ms', 'Warm ms', 'Calls', 'Fewest', 'Throttled', 'More than needed'], ...table])
  );
  const beside = compared.map(({ name, items, pluginMs, botoMs }) => [
    name,
    `${items}`,
    `${Math.round(pluginMs)}`,
    `${Math.round(botoMs)}`,
  ]);
  console.error(`\n${aligned([['Reading', 'Items', 'Plugin ms', 'boto3 ms'], ...beside])}\n`);
  const slowest = measured.reduce((worst, each) => (each.coldMs > worst.coldMs ? each : worst));
  return JSON.stringify({
    resources: measured.length,
    compared: compared.length,
    ahead: compared.filter(({ pluginMs, botoMs }) => pluginMs < botoMs).length,
    extraCalls: measured.reduce((total, { calls, fewest }) => total + calls - fewest, 0),
    slowest: slowest.resource,
    slowestMs: Math.round(slowest.coldMs),
  });
}

/** Columns under each other, the first and the last one from the left. */
function aligned(rows: string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text: string, column: number, last: number) =>
    column === 0 || (column === last && last > 3) ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return rows
    .map((row) =>
      row
        .map((text, column) => cell(text, column, row.length - 1))
        .join('  ')
        .trimEnd()
    )
    .join('\n');
}

/** One after the other: neither their calls nor their work may get into each other's way. */
async function inTurn<T, Result>(all: T[], one: (each: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const each of all) {
    results.push(await one(each));
  }
  return results;
}

function sum(counts: CallCounts): number {
  return Object.values(counts).reduce((total, calls) => total + calls, 0);
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
