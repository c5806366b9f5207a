import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Remarks } from './Remarks';

it('shows the first and how many more there are, and all of them on a click', async () => {
  const long = 'x'.repeat(500);
  render(<Remarks remarks={['Query B failed: timeout', long, 'third']} />);
  const button = screen.getByRole('button', { name: /Query B failed: timeout.*and 2 more/ });
  expect(screen.queryByRole('list')).not.toBeInTheDocument();
  await userEvent.click(button);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Query B failed: timeout',
    long,
    'third',
  ]);
});

it('counts no more where there is one', () => {
  render(<Remarks remarks={['Loading: 3 of 9 read']} />);
  expect(screen.getByRole('button', { name: 'Loading: 3 of 9 read' })).toBeInTheDocument();
});
