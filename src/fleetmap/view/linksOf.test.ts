import { readMapInput } from '../data/mapInput';
import { readNodeTable } from '../data/nodeTable';
import { DEFAULT_OPTIONS } from '../options';
import { panelFrames, theme } from '../testdata/panelFrames';
import { linksOf } from './linksOf';

type Links = Array<{ title: string; url: string; targetBlank?: boolean; onClick?: () => void }>;

/** Links of two nodes, by the field that carries them. */
function linksBy(byField: Record<string, Links>, node = 0) {
  const values: Record<string, Array<string | null>> = {
    status: ['ok', 'ok'],
    nodeId: ['i-1', 'i-2'],
    name: ['web-1', 'web-2'],
    portalUrl: ['https://portal.azure.com/#@t/resource/vm 1', null],
    hostile: ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>'],
  };
  const fields = Object.entries(values).map(([name, column]) => ({
    name,
    values: column,
    config: { links: byField[name] },
  }));
  const data = readMapInput(
    readNodeTable(panelFrames([{ fields }]), undefined)!.table,
    DEFAULT_OPTIONS,
    theme,
    theme.colors.background.primary
  );
  return linksOf(data, node).map(({ title, href, target }) => [title, href, ...(target ? [target] : [])]);
}

it("lists the label's and the identity's first, then the others in the order of the fields", () => {
  const links = linksBy({
    status: [{ title: 'Runbook', url: '/runbook' }],
    nodeId: [{ title: 'Start session', url: 'https://aws/${__value.raw}', targetBlank: true }],
    name: [{ title: 'Show node', url: '/d/node?var-node=${__data.fields.nodeId}' }],
  });
  expect(links).toEqual([
    ['Show node', '/d/node?var-node=i-1'],
    ['Start session', 'https://aws/i-1', '_blank'],
    ['Runbook', '/runbook'],
  ]);
});

it('lists a place once, and tells places of one title apart by their fields', () => {
  const links = linksBy({
    status: [
      { title: 'Show node', url: '/d/node?var-node=${__data.fields.nodeId}' },
      { title: 'Open', url: '/status' },
    ],
    nodeId: [{ title: 'Show node', url: '/d/node?var-node=${__value.raw}' }],
    name: [{ title: 'Open', url: '/name' }],
  });
  expect(links).toEqual([
    ['Open (name)', '/name'],
    ['Show node', '/d/node?var-node=i-1'],
    ['Open (status)', '/status'],
  ]);
});

it('leaves out a link that has no address for the node', () => {
  const portal = { portalUrl: [{ title: 'Azure portal', url: '${__data.fields.portalUrl}', targetBlank: true }] };
  expect(linksBy(portal, 0)).toEqual([['Azure portal', 'https://portal.azure.com/#@t/resource/vm%201', '_blank']]);
  expect(linksBy(portal, 1)).toEqual([]);
});

it.each([0, 1])('refuses an address from the data that would run code (%d)', (node) => {
  expect(linksBy({ hostile: [{ title: 'Open', url: '${__value.raw}' }] }, node)).toEqual([]);
});

it('keeps links that act without an address, and calls those without a title by theirs', () => {
  const links = linksBy({
    nodeId: [{ title: 'Explore', url: '', onClick: () => {} }],
    name: [{ title: '', url: '/untitled' }],
  });
  expect(links.map(([title]) => title)).toEqual(['/untitled', 'Explore']);
});
