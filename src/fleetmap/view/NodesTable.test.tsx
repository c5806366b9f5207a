import { render, screen, within } from '@testing-library/react';
import { readNodeTable } from '../data/nodeTable';
import { panelFrames } from '../testdata/panelFrames';
import { NodesTable } from './NodesTable';

const { table } = readNodeTable(
  panelFrames([
    {
      fields: [
        { name: 'name', values: ['web-1', 'web-2', '<b>db</b>'] },
        { name: 'age', values: [60, 7200, null], config: { displayName: 'Patch age', unit: 's' } },
      ],
    },
  ]),
  undefined
)!;

it('has the nodes that are let through, with their names, units and words as the panel has them', () => {
  render(<NodesTable table={table} nodes={[1, 2]} width={600} height={300} />);
  const shown = within(screen.getByRole('table', { name: 'Nodes' }));
  expect(shown.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['name', 'Patch age']);
  expect(shown.getByText('web-2')).toBeInTheDocument();
  expect(shown.getByText('2 hours')).toBeInTheDocument();
  expect(shown.getByText('<b>db</b>')).toBeInTheDocument();
  expect(shown.queryByText('web-1')).not.toBeInTheDocument();
});
