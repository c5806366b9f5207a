/** `node --import tsx simulator/prometheus/history.ts --nodes 1200 --seed 7 --hours 6 --out FILE [--now MS] [--made MS] [--step SECONDS]` */
import { parseArgs } from 'node:util';

import { makeEstate } from '../estate/makeEstate';
import { writeHistory } from './writeHistory';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1200' },
    seed: { type: 'string', default: '7' },
    hours: { type: 'string', default: '6' },
    /** Where the history ends. */
    now: { type: 'string', default: String(Date.now()) },
    /** The moment that the estate is made for, where it is older than the end of its history. */
    made: { type: 'string' },
    /** Seconds from sample to sample. */
    step: { type: 'string', default: '60' },
    out: { type: 'string' },
  },
});

const { nodes, seed, hours, now, made, step } = Object.fromEntries(
  (['nodes', 'seed', 'hours', 'now', 'made', 'step'] as const).map((name) => {
    const value = Number(values[name] ?? values.now);
    if (!Number.isFinite(value) || value < 0) {
      console.error(`--${name} takes a number, not "${values[name]}".`);
      process.exit(2);
    }
    return [name, value];
  })
) as Record<'nodes' | 'seed' | 'hours' | 'now' | 'made' | 'step', number>;
if (!values.out) {
  console.error('--out FILE says where to write the history.');
  process.exit(2);
}

// The same seed, size and moment as the simulator's: else the history would be another estate's.
const samples = writeHistory(values.out, makeEstate({ nodes, seed, now: made }), { hours, now, step: step * 1000 });
console.log(`${samples} samples of ${hours} h written to ${values.out}`);
