import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { Toolbar } from './Toolbar';

function setUp(state: Partial<ComponentProps<typeof Toolbar>['state']> = {}, more: { showSearch?: boolean } = {}) {
  const setSearch = jest.fn();
  const setZoom = jest.fn();
  const onMode = jest.fn();
  const onGo = jest.fn();
  const all = { search: '', setSearch, found: null, path: [], setZoom, ...state };
  render(
    <Toolbar
      state={all}
      showSearch
      onGo={onGo}
      choices={null}
      mode="map"
      onMode={onMode}
      total={1200}
      remarks={[]}
      {...more}
    />
  );
  return { setSearch, setZoom, onMode, onGo };
}

it('searches for what is typed', async () => {
  const { setSearch } = setUp();
  await userEvent.type(screen.getByRole('textbox', { name: 'Search nodes' }), 'w');
  expect(setSearch).toHaveBeenCalledWith('w');
});

it('goes to what was found on Enter', async () => {
  const { onGo } = setUp({ search: 'web' });
  await userEvent.type(screen.getByRole('textbox', { name: 'Search nodes' }), '{Enter}');
  expect(onGo).toHaveBeenCalledTimes(1);
});

it('says what the search has found', () => {
  setUp({ search: 'web', found: { text: 'web', matched: 12 } });
  expect(screen.getByText('12 of 1,200 nodes')).toBeInTheDocument();
});

it('says that the search has found nothing', () => {
  setUp({ search: 'x', found: { text: 'x', matched: 0 } });
  expect(screen.getByText('No node matches')).toBeInTheDocument();
});

it('leads from a group to the one around it, and to all', async () => {
  const { setZoom } = setUp({ path: ['prod', 'eu-west-1'] });
  await userEvent.click(screen.getByRole('button', { name: 'prod' }));
  expect(setZoom).toHaveBeenLastCalledWith('["prod"]');
  await userEvent.click(screen.getByRole('button', { name: 'All nodes' }));
  expect(setZoom).toHaveBeenLastCalledWith(null);
});

it('switches to the table', async () => {
  const { onMode } = setUp();
  expect(screen.getByRole('radio', { name: 'Map' })).toBeChecked();
  await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
  expect(onMode).toHaveBeenCalledWith('table');
});

it('does without search', () => {
  setUp({}, { showSearch: false });
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
});
