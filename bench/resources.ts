import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Estate } from '../simulator/estate/machine';
import { withAwsClients } from './awsClients';
import { type Comparison, comparisonsOf } from './resources/comparisons';
import { type CallCounts, fewestCalls } from './resources/fewestCalls';
import { LineProcess } from './resources/lineProcess';
import { type Question, questionsOf } from './resources/questions';

const ROOT = join(__dirname, '..');

/**
 * As boto3 takes all that it gets, so does the plugin here: documented rates in full, and of others as much as the simulator
 * gives without throttling, 40 calls at once and 20 a second from then on. By default it takes half of the first, and 5 a second.
 */
const SETTINGS = { rateShare: 1, undocumentedRate: 60 };

/** So long it takes until the simulator's rate limits have forgotten what was asked. */
const FORGOTTEN_MS = 2000;

/** What nodes miss is measured by `bench missing`: at this size its whole takes longer than one answer may wait. */
const MEASURED_ELSEWHERE = ['missingCves', 'missingPatches'];

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

interface Measured {
  resource: string;
  coldMs: number;
  calls: number;
  fewest: number;
}

interface Compared {
  pluginMs: number;
  botoMs: number;
}

/**
 * Times the server part against the simulator at `url`: each resource, with the calls that it makes, and five readings beside boto3.
 * Gives the last line.
 */
export async function measureResources(estate: Estate, url: string, executable: string): Promise<string> {
  const flags = ['-simulator', url, '-executable', executable, '-settings', JSON.stringify(SETTINGS)];
  const plugin = new LineProcess('go', ['run', './bench/firstanswer', ...flags], { cwd: ROOT });
  try {
    tell('Resource', ['Rows', 'Cold ms', 'Warm ms', 'Calls', 'Fewest', 'Throttled'], 'More than needed');
    const questions = questionsOf(estate).filter(({ resource }) => !MEASURED_ELSEWHERE.includes(resource));
    const measured = await inTurn(questions, (each) => measure(each, plugin, estate, url));
    tell('\nReading', ['Items', 'Plugin ms', 'boto3 ms']);
    const compared = await withAwsClients(estate, url, async ({ python, environment, places }) => {
      const script = join(__dirname, 'alternatives', 'read_resources.py');
      const boto = new LineProcess(python, [script, ...places], { env: environment });
      try {
        return await inTurn(comparisonsOf(estate), (each) => compare(each, plugin, boto));
      } finally {
        boto.end();
      }
    });
    return lastLine(measured, compared);
  } finally {
    plugin.end();
  }
}

async function compare(comparison: Comparison, plugin: LineProcess, boto: LineProcess): Promise<Compared> {
  const { name, queries, nodeIds, from, items, bare } = comparison;
  const asked = { name, queries, nodeIds, from: new Date(from).toISOString(), bare: false };
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
  const pluginMs = middle(ours.map(({ coldMs }) => coldMs));
  const botoMs = middle(theirs.map(({ ms }) => ms));
  let remark = '';
  if (bare) {
    await sleep(FORGOTTEN_MS);
    const { ms } = await boto.ask<BotoAnswer>({ ...asked, bare });
    remark = `boto3 ${bare}: ${Math.round(ms)} ms`;
  }
  tell(name, [ours[0].rows, Math.round(pluginMs), Math.round(botoMs)], remark);
  return { pluginMs, botoMs };
}

async function measure(question: Question, plugin: LineProcess, estate: Estate, url: string): Promise<Measured> {
  const { resource, query, from } = question;
  const asked = { queries: [{ resource, view: 'table', ...query }], from: new Date(from).toISOString() };
  await plugin.ask(asked);
  await fetch(`${url}/__calls`, { method: 'DELETE' });
  const { coldMs, warmMs, rows } = await plugin.ask<PluginAnswer>(asked);
  const { made, throttled } = await callsMade(url);
  const fewest = fewestCalls(estate, question);
  const extra = Object.keys({ ...made, ...fewest }).flatMap((operation) => {
    const [calls, needed] = [made[operation] ?? 0, fewest[operation] ?? 0];
    if (calls < needed) {
      throw new Error(`${resource}: ${calls} calls of ${operation} do, and not ${needed}: the bound is wrong`);
    }
    return calls > needed ? [`${operation} ${calls} (${needed})`] : [];
  });
  const measured = { resource, coldMs, calls: sum(made), fewest: sum(fewest) };
  tell(
    resource,
    [rows, Math.round(coldMs), warmMs.toFixed(1), measured.calls, measured.fewest, throttled],
    extra.join(', ')
  );
  return measured;
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

function lastLine(measured: Measured[], compared: Compared[]): string {
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

/** A line of a table, a name and figures under those of the other lines, for the person who waits. */
function tell(name: string, figures: unknown[], remark = ''): void {
  console.error(`${name.padEnd(22)}${figures.map((each) => `${each}`.padStart(10)).join('')}  ${remark}`.trimEnd());
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
