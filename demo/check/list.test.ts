import type { PanelView } from '../../e2e/views/PanelView';
import type { Row } from '../../e2e/views/TableView';
import { countsOf, inTheLastDay, list, type ListedRow } from './list';

const HOUR = 3_600_000;
const now = Date.now();

const row = (status: string, id: string, hoursAgo: number, isAtEdge = false): ListedRow => ({
  cells: { Status: status, Node: id },
  pages: { Status: `/command/${id}` },
  moments: { Sent: now - hoursAgo * HOUR },
  order: [['Failed', 'Success'].indexOf(status), hoursAgo],
  isAtEdge,
});

function shown({ Status, Node, Sent }: Row, leadsTo = Node) {
  return {
    Status: { text: `✕ ${Status}`, href: `https://console.aws.amazon.com/command/${Node}?region=eu-west-1` },
    Node: { text: Node, href: `/d/onepane-node?var-node=${leadsTo}&var-source=x` },
    Sent: { text: Sent, href: null },
  };
}

const FAILED = shown({ Status: 'Failed', Node: 'i-0a', Sent: '2 hours ago' });
const GOOD = shown({ Status: 'Success', Node: 'i-0b', Sent: '3 hours ago' });
const expected = [row('Failed', 'i-0a', 2), row('Success', 'i-0b', 3)];

async function complaints(rows: unknown[], wanted = expected, most = Infinity): Promise<string[]> {
  const table = { rowCount: async () => rows.length, linkedRows: async (limit: number) => rows.slice(0, limit) };
  const panel = { table: () => table } as unknown as PanelView;
  return (await list(wanted, now, most)(panel)).complaints;
}

test('a list that is as it should be is not complained of', async () => {
  expect(await complaints([FAILED, GOOD])).toEqual([]);
});

test.each([
  ['lacks a row', [FAILED], /^not shown: Success/],
  ['has a row too many', [FAILED, GOOD, GOOD], /^not expected: Success/],
  ['has what is good first', [GOOD, FAILED], /^stands too low: Failed/],
  [
    'leads from a node to another',
    [FAILED, { ...GOOD, Node: { text: 'i-0b', href: '/d/onepane-node?var-node=i-0c&' } }],
    /leads to/,
  ],
  [
    'leads to no page of the console',
    [FAILED, { ...GOOD, Status: { text: 'Success', href: null } }],
    /^not expected: Success/,
  ],
  ['tells another time', [FAILED, { ...GOOD, Sent: { text: '20 hours ago', href: null } }], /Sent expected -3.0 hours/],
])('a list that %s is complained of', async (_, rows, words) => {
  expect(await complaints(rows)).toContainEqual(expect.stringMatching(words));
});

test('of a long list the first rows are read, and how many there are', async () => {
  expect(await complaints([FAILED, { ...GOOD, Sent: { text: '', href: null } }], expected, 1)).toEqual([]);
  expect(await complaints([GOOD, FAILED, GOOD], expected, 2)).toEqual([
    expect.stringMatching(/^rows/),
    expect.stringMatching(/^stands too low/),
  ]);
});

test('what happened a day ago may be there or not, and may be counted or not', async () => {
  const wanted = [...expected, row('Success', 'i-0d', 24, true)];
  const old = shown({ Status: 'Success', Node: 'i-0d', Sent: 'a day ago' });
  expect([await complaints([FAILED, GOOD], wanted), await complaints([FAILED, GOOD, old], wanted)]).toEqual([[], []]);
  const counted = async (value: string) => {
    const panel = { stats: async () => [{ name: 'in all', value }] } as unknown as PanelView;
    return (await countsOf({ 'in all': wanted })(panel)).complaints.length;
  };
  expect(await Promise.all(['1', '2', '3', '4'].map(counted))).toEqual([1, 0, 0, 1]);
});

test('the last day ends at an edge', () => {
  const at = (hours: number) => inTheLastDay(now - hours * HOUR, now);
  expect([at(23), at(24), at(25)]).toEqual([
    { isOut: false, isAtEdge: false },
    { isOut: false, isAtEdge: true },
    { isOut: true, isAtEdge: false },
  ]);
});
