import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Path } from './Path';

it('leads back to every group on the way, and says where the reader is', async () => {
  const onZoom = jest.fn();
  render(<Path path={['prod', 'eu-west-1']} onZoom={onZoom} />);
  expect(screen.getByRole('navigation', { name: 'Groups' })).toHaveTextContent('All nodesprodeu-west-1');
  expect(screen.getByText('eu-west-1')).toHaveAttribute('aria-current', 'location');
  expect(screen.queryByRole('button', { name: 'eu-west-1' })).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: 'prod' }));
  expect(onZoom).toHaveBeenLastCalledWith(['prod']);
  await userEvent.click(screen.getByRole('button', { name: 'All nodes' }));
  expect(onZoom).toHaveBeenLastCalledWith([]);
});
