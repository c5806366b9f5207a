import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Fill } from '../model';
import { Legend } from './Legend';

const fills: Fill[] = [
  { text: '✕ Failed', color: '#ff0000', pattern: 'solid' },
  { text: '? Unknown', color: '#aaaaaa', pattern: 'hatched' },
  { text: '✓ Compliant', color: '#00ff00', pattern: 'solid' },
];

function setUp(hidden: number[] = []) {
  const onIsolate = jest.fn();
  const onToggle = jest.fn();
  const onShowAll = jest.fn();
  render(
    <Legend
      fills={fills}
      counts={[1200, 0, 3]}
      hidden={new Set(hidden)}
      onIsolate={onIsolate}
      onToggle={onToggle}
      onShowAll={onShowAll}
    />
  );
  return { onIsolate, onToggle, onShowAll };
}

it('names every fill with its nodes, those that nobody has too', () => {
  setUp();
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    '✕ Failed1,200',
    '? Unknown0',
    '✓ Compliant3',
  ]);
});

it('says of each whether it is shown, and what a click does', () => {
  setUp([1]);
  const [failed, unknown] = ['✕ Failed 1,200', '? Unknown 0'].map((name) => screen.getByRole('button', { name }));
  expect(failed).toHaveAttribute('aria-pressed', 'true');
  expect(failed).toHaveAccessibleDescription('Click to show only Failed, Ctrl+click to hide it');
  expect(unknown).toHaveAttribute('aria-pressed', 'false');
  expect(unknown).toHaveAccessibleDescription('Click to show only Unknown, Ctrl+click to show it, too');
});

it('says of the one that is shown alone that a click shows all', () => {
  setUp([1, 2]);
  expect(screen.getByRole('button', { name: '✕ Failed 1,200' })).toHaveAccessibleDescription('Click to show all');
});

it.each(['Control', 'Meta', 'Shift'])('isolates by a click or Enter, and adds or takes out with %s', async (key) => {
  const { onIsolate, onToggle } = setUp([1]);
  const user = userEvent.setup();
  const unknown = screen.getByRole('button', { name: '? Unknown 0' });
  await user.click(unknown);
  await user.keyboard('{Enter}');
  expect(onIsolate.mock.calls).toEqual([[1], [1]]);
  await user.keyboard(`{${key}>}`);
  await user.click(unknown);
  await user.keyboard(`{Enter}{/${key}}`);
  expect(onToggle.mock.calls).toEqual([[1], [1]]);
  expect(onIsolate).toHaveBeenCalledTimes(2);
});

it('is one stop for Tab, and arrows lead from one to the next', async () => {
  setUp([1]);
  const [failed, unknown, , showAll] = screen.getAllByRole('button');
  await userEvent.tab();
  await userEvent.tab();
  expect(document.body).toHaveFocus();
  await userEvent.tab({ shift: true });
  expect(failed).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}');
  expect(unknown).toHaveFocus();
  await userEvent.keyboard('{Home}{ArrowLeft}');
  expect(showAll).toHaveFocus();
  await userEvent.tab();
  expect(document.body).toHaveFocus();
  await userEvent.tab({ shift: true });
  expect(showAll).toHaveFocus();
});

it('keeps the focus where showing all takes its button away', async () => {
  setUp([1]);
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(screen.getByRole('button', { name: '✕ Failed 1,200' })).toHaveFocus();
});

it('shows a hidden fill as an empty swatch, as its cells are drawn', () => {
  setUp([1]);
  const swatches = screen
    .getAllByRole('button')
    .filter((button) => button.hasAttribute('aria-pressed'))
    .map((button) => button.querySelector<HTMLElement>('[aria-hidden]')!.style.background);
  expect(swatches).toEqual(['rgb(255, 0, 0)', 'transparent', 'rgb(0, 255, 0)']);
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
