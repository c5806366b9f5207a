import type { LinkModel } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NodeMenu } from './NodeMenu';

const link = (title: string, href: string, target?: '_blank') => ({ title, href, target, origin: {} }) as LinkModel;

function setUp(links: LinkModel[]) {
  const run = jest.fn();
  const onClose = jest.fn();
  render(
    <NodeMenu
      title="web-1"
      state="✕ Failed"
      x={0}
      y={0}
      links={links}
      actions={[{ label: 'Zoom into prod', icon: 'search-plus', run }]}
      onClose={onClose}
    />
  );
  return { run, onClose };
}

it('says whose menu it is and how that is', () => {
  setUp([]);
  expect(screen.getByRole('menu')).toHaveTextContent('web-1✕ Failed');
});

it('has links as links, and another window knows nothing of this one', () => {
  setUp([link('Start session', 'https://aws/i-1', '_blank'), link('Show node', '/d/node')]);
  const [session, node] = ['Start session', 'Show node'].map((name) => screen.getByRole('menuitem', { name }));
  expect(session).toHaveAttribute('href', 'https://aws/i-1');
  expect(session).toHaveAttribute('target', '_blank');
  expect(session).toHaveAttribute('rel', expect.stringContaining('noopener'));
  expect(node).toHaveAttribute('href', '/d/node');
  expect(node).not.toHaveAttribute('target', '_blank');
});

it('runs an action and closes; Escape only closes', async () => {
  const { run, onClose } = setUp([]);
  await userEvent.click(screen.getByRole('menuitem', { name: 'Zoom into prod' }));
  expect(run).toHaveBeenCalledTimes(1);
  expect(onClose).toHaveBeenCalledTimes(1);
  await userEvent.keyboard('{Escape}');
  expect(run).toHaveBeenCalledTimes(1);
  expect(onClose).toHaveBeenCalledTimes(2);
});

it('takes the focus, and keys lead through it', async () => {
  setUp([link('Show node', '/d/node')]);
  expect(screen.getByRole('menuitem', { name: 'Show node' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('menuitem', { name: 'Zoom into prod' })).toHaveFocus();
});
