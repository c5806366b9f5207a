import type { Fill, LayoutOptions, MapInput } from '../model';

export const FILLS: Fill[] = [
  { text: 'Failed', color: '#f2495c', pattern: 'solid' },
  { text: 'Missing', color: '#ff9830', pattern: 'solid' },
  { text: 'Stale', color: '#ff9830', pattern: 'hatched' },
  { text: 'Unknown', color: '#a2a4ab', pattern: 'hatched' },
  { text: 'Never reported', color: '#73757c', pattern: 'dotted' },
  { text: 'Compliant', color: '#73bf69', pattern: 'solid' },
];
/** How many of 20 nodes have each fill. */
const MIX = [1, 2, 1, 1, 1, 14];

/** A node of a made-up fleet; what it is follows from its number alone. */
export interface Node {
  id: string;
  account: string;
  region: string;
  fill: number;
}

const ACCOUNTS = 12;
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-south-1'];

export function makeNode(i: number): Node {
  const draw = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  // Some accounts and Regions are much bigger than others, as in life.
  const account = Math.floor(ACCOUNTS * ((draw % 1009) / 1009) ** 2);
  const region = Math.floor(REGIONS.length * (((draw >>> 10) % 1013) / 1013) ** 2);
  const ticket = (draw >>> 5) % 20;
  let fill = 0;
  for (let seen = MIX[0]; ticket >= seen; seen += MIX[fill]) {
    fill++;
  }
  return {
    id: `i-${i.toString(16).padStart(8, '0')}`,
    account: String(111111111111 + account),
    region: REGIONS[region],
    fill,
  };
}

export const makeNodes = (count: number): Node[] => Array.from({ length: count }, (_, i) => makeNode(i));

export function inputOf(nodes: Node[], levels: Array<'account' | 'region'> = ['account', 'region']): MapInput {
  return {
    count: nodes.length,
    ids: nodes.map(({ id }) => id),
    labels: nodes.map(({ id }) => id),
    levels: levels.map((label) => {
      const names = [...new Set(nodes.map((node) => node[label]))];
      const codes = new Map(names.map((name, code) => [name, code]));
      return { label, names, codes: Uint32Array.from(nodes, (node) => codes.get(node[label])!) };
    }),
    fills: FILLS,
    fillOf: Uint16Array.from(nodes, ({ fill }) => fill),
    order: Uint16Array.from(nodes, ({ fill }) => fill),
  };
}

export const options = (width: number, height: number, more: Partial<LayoutOptions> = {}): LayoutOptions => ({
  width,
  height,
  shape: 'square',
  collapsed: new Set(),
  zoom: null,
  ...more,
});
