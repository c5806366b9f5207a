import { FieldType, MappingType } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import { readMapInput } from '../data/mapInput';
import { readNodeTable } from '../data/nodeTable';
import { DEFAULT_OPTIONS } from '../options';
import { panelFrames, theme } from '../testdata/panelFrames';
import { HoverCard } from './HoverCard';
import type { Subject } from './subjectOf';

const words = { lost: { text: '✕ Lost', color: 'red', index: 0 }, ok: { text: '✓ Online', color: 'green', index: 1 } };
const frames = panelFrames([
  {
    fields: [
      { name: 'nodeId', values: ['i-1', 'i-2'] },
      { name: 'name', values: ['x'.repeat(10_000), 'web-2'] },
      {
        name: 'pingStatus',
        values: ['lost', 'ok'],
        config: { displayName: 'Ping', mappings: [{ type: MappingType.ValueToText as const, options: words }] },
      },
      {
        name: 'patchAge',
        type: FieldType.number,
        values: [7200, null],
        config: { displayName: 'Patch age', unit: 's' },
      },
      { name: 'ip', values: ['10.0.0.1', '10.0.0.2'] },
    ],
  },
]);
const data = readMapInput(
  readNodeTable(frames, undefined)!.table,
  DEFAULT_OPTIONS,
  theme,
  theme.colors.background.primary
);
const card = (subject: Subject) => render(<HoverCard data={data} subject={subject} position={{ x: 0, y: 0 }} />);
const facts = () =>
  screen.getAllByRole('term', { hidden: true }).map(({ parentElement }) => parentElement!.textContent);

it('tells who a node is, its states in words and its ages, and nothing that nobody asked for', () => {
  card({ node: 0 });
  expect(facts()).toEqual(['nodeIdi-1', 'Ping✕ Lost', 'Patch age2 hours']);
});

it('shows the beginning of a name of any length, and leaves out what a node lacks', () => {
  const { baseElement, unmount } = card({ node: 0 });
  expect(baseElement.textContent).toContain(`${'x'.repeat(120)}…`);
  expect(baseElement.textContent).not.toContain('x'.repeat(121));
  unmount();
  card({ node: 1 });
  expect(facts()).toEqual(['nodeIdi-2', 'Ping✓ Online']);
});

it('counts the states of several, without those that nobody has', () => {
  const { baseElement } = card({ title: '3 nodes', counts: [0, 3], hint: 'Click to zoom in' });
  expect(baseElement.textContent).toContain('3 nodes');
  expect(facts()).toEqual([' ✓ Online3']);
  expect(baseElement.textContent).toContain('Click to zoom in');
});
