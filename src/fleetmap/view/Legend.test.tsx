import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Fill } from '../model';
import { Legend } from './Legend';

const fills: Fill[] = [
  { text: '✕ Failed', color: '#ff0000', pattern: 'solid' },
  { text: '? Unknown', color: '#aaaaaa', pattern: 'hatched' },
];

function setUp(hidden: number[] = []) {
  const onToggle = jest.fn();
  const onShowAll = jest.fn();
  render(
    <Legend fills={fills} counts={[1200, 0]} hidden={new Set(hidden)} onToggle={onToggle} onShowAll={onShowAll} />
  );
  return { onToggle, onShowAll };
}

it('names every fill with its nodes, those that nobody has too', () => {
  setUp();
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['✕ Failed1,200', '? Unknown0']);
});

it('says of each whether it is shown, and what a click does', async () => {
  const { onToggle } = setUp([1]);
  const [failed, unknown] = ['✕ Failed 1,200', '? Unknown 0'].map((name) => screen.getByRole('button', { name }));
  expect(failed).toHaveAttribute('aria-pressed', 'true');
  expect(failed).toHaveAccessibleDescription('Hide Failed');
  expect(unknown).toHaveAttribute('aria-pressed', 'false');
  expect(unknown).toHaveAccessibleDescription('Show Unknown');
  await userEvent.click(unknown);
  expect(onToggle).toHaveBeenCalledWith(1);
});

it('shows a hidden fill as an empty swatch, as its cells are drawn', () => {
  setUp([1]);
  const swatches = screen
    .getAllByRole('button')
    .filter((button) => button.hasAttribute('aria-pressed'))
    .map((button) => button.querySelector<HTMLElement>('[aria-hidden]')!.style.background);
  expect(swatches).toEqual(['rgb(255, 0, 0)', 'transparent']);
});

it('brings all back at once, where any is hidden', async () => {
  const { onShowAll } = setUp([0]);
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(onShowAll).toHaveBeenCalled();
});

it('offers to show all only where something is hidden', () => {
  setUp();
  expect(screen.queryByRole('button', { name: 'Show all' })).not.toBeInTheDocument();
});
