import type { MapData } from '../data/mapInput';
import { nodes } from './summary';

/** Says so where no node's state is known: a map of one look is calm to the eye, and no good news. */
export function whatIsUnknown({ input: { count }, roles: { fill } }: MapData): string[] {
  if (!fill) {
    return ['Colour by: the data has no field left to colour nodes by, so all look alike. Add one to the query.'];
  }
  for (let node = 0; node < count; node++) {
    if (isKnown(fill.values[node])) {
      return [];
    }
  }
  return [
    `${fill.title} of ${count === 1 ? 'the only node' : `all ${nodes(count)}`} is unknown. Check the query's result, or choose another field in Colour by.`,
  ];
}

function isKnown(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : value !== null && value !== undefined && value !== '' && String(value).toLowerCase() !== 'unknown';
}
