import { CoreApp, FieldType, LoadingState, toDataFrame } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of } from 'rxjs';
import { useState } from 'react';
import type { FleetDataSource } from '../datasource';
import type { FleetQuery } from '../query';
import { schemaOf } from '../../schema/schema';
import QueryEditor from './QueryEditor';

const datasource = {
  fields: async (resource: 'nodes') => [
    ...schemaOf(resource).columns,
    { name: 'tag:Owner', label: 'Owner', type: 'string', description: 'Tag Owner' },
  ],
  fieldValues: async () => ({ values: [{ value: 'team-web', count: 12 }], total: 1 }),
  accounts: async () => [{ id: '111122223333', name: 'shop-production' }],
  regions: async () => ['eu-west-1'],
} as unknown as FleetDataSource;

beforeAll(() => {
  setTemplateSrv({
    getVariables: () => [{ name: 'owner' }],
    replace: (text?: string) => text ?? '',
  } as unknown as TemplateSrv);
});

async function show(query: Partial<FleetQuery> = {}, app?: CoreApp) {
  const onChange = jest.fn();
  const onRunQuery = jest.fn();
  function Host() {
    const [edited, setEdited] = useState<FleetQuery>({ refId: 'A', resource: 'nodes', view: 'table', ...query });
    const change = (changed: FleetQuery) => {
      onChange(changed);
      setEdited(changed);
    };
    return <QueryEditor {...{ app, datasource, onRunQuery }} query={edited} onChange={change} />;
  }
  // The tags that the server part knows arrive a moment later.
  await act(async () => void render(<Host />));
  const last = () => onChange.mock.lastCall?.[0] as FleetQuery;
  return { last, onRunQuery };
}

async function choose(input: string, option: string) {
  await userEvent.click(screen.getByRole('combobox', { name: input }));
  await userEvent.click(await screen.findByText(option));
}

describe('QueryEditor', () => {
  it('names a resource that there is not, and lets another be chosen', async () => {
    const { last } = await show({ resource: 'gone' as 'nodes', columns: ['name'] });
    expect(screen.getByText(/There is no resource "gone" in this version of the plugin/)).toBeInTheDocument();
    await choose('Resource', 'Nodes');
    expect(last()).toMatchObject({ resource: 'nodes', columns: undefined });
    expect(screen.queryByText(/There is no resource/)).not.toBeInTheDocument();
  });

  it('changes the resource and drops what belongs to the other, but for the scope', async () => {
    const { last, onRunQuery } = await show({
      scope: { regions: ['eu-west-1'] },
      filters: [{ field: 'name', op: '=', value: 'web' }],
      columns: ['name'],
      limit: 5,
    });
    // Of a long list only what is in view is on the page.
    await choose('Resource', 'Nodes of the organization');
    expect(last()).toEqual({ refId: 'A', resource: 'managedNodes', view: 'table', scope: { regions: ['eu-west-1'] } });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it('finds a resource by what is said of it, in its group', async () => {
    const { last } = await show();
    await userEvent.type(screen.getByRole('combobox', { name: 'Resource' }), 'runbook');
    await userEvent.click(await screen.findByRole('option', { name: /^Documents/ }));
    expect(last().resource).toBe('documents');
    await userEvent.click(screen.getByRole('combobox', { name: 'Resource' }));
    await screen.findByRole('option', { name: /^Nodes ?Managed/ });
    expect(screen.getAllByTestId('combobox-option-group').map(({ textContent }) => textContent)).toContain('Fleet');
  });

  it('says what a resource is', async () => {
    await show({ resource: 'parameters' });
    expect(screen.getByText("Parameter Store's parameters, without their values.")).toBeInTheDocument();
  });

  it('says of what happened that it follows the time range', async () => {
    await show({ resource: 'commands' });
    expect(screen.getByText(/Follows the time range, by Sent\.$/)).toBeInTheDocument();
  });

  it('fills in an example in one click, keeps what is in scope, and drops all else', async () => {
    const scope = { regions: ['eu-west-1'] };
    const { last, onRunQuery } = await show({
      scope,
      filters: [{ field: 'name', op: '=', value: 'web' }],
      columns: ['name'],
      limit: 5,
    });
    // A filter that is half changed gives way, too.
    await choose('Filter field', 'Account');
    await userEvent.click(screen.getByRole('button', { name: 'Nodes with failed patches' }));
    expect(last()).toEqual({
      refId: 'A',
      resource: 'nodes',
      view: 'table',
      scope,
      filters: [{ field: 'patchStatus', op: '=', value: 'failed' }],
      orderBy: [{ field: 'failedCount', desc: true }],
    });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('combobox', { name: 'Filter field' })).toHaveValue('Patch status');

    await userEvent.click(screen.getByRole('button', { name: 'Nodes with failed patches, by account' }));
    expect(last()).toMatchObject({ view: 'count', groupBy: ['account'], scope, orderBy: undefined });
  });

  it.each([
    ['patches', { nodeId: '$node' }],
    ['commandInvocations', { id: '$command' }],
    ['inventory', { nodeId: '$node', arguments: { inventoryType: 'AWS:File' } }],
  ] as const)('keeps what %s are about in their examples', async (resource, about) => {
    const { last } = await show({ resource, ...about });
    const { title, filters } = schemaOf(resource).examples[0];
    await userEvent.click(screen.getByRole('button', { name: title }));
    expect(last()).toMatchObject({
      ...about,
      filters,
    });
  });

  it('counts in an alert rule what an example lists elsewhere', async () => {
    const { last } = await show({ view: 'count' }, CoreApp.UnifiedAlerting);
    await userEvent.click(screen.getByRole('button', { name: 'Nodes pending reboot' }));
    expect(last()).toMatchObject({
      view: 'count',
      filters: [{ field: 'installedPendingRebootCount', op: '>', value: 0 }],
    });
    expect(last().columns ?? last().orderBy).toBeUndefined();
  });

  it('adds a filter on a tag by keyboard, and runs it only when it is complete', async () => {
    const { last, onRunQuery } = await show();
    await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    screen.getByRole('combobox', { name: 'Filter field' }).focus();
    await userEvent.keyboard('tag:Owner{ArrowDown}{Enter}');
    expect(onRunQuery).not.toHaveBeenCalled();
    screen.getByRole('combobox', { name: 'Value' }).focus();
    await userEvent.keyboard('team');
    await screen.findByRole('option', { name: /^team-web/ });
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => expect(onRunQuery).toHaveBeenCalled());
    expect(last().filters).toEqual([{ field: 'tag:Owner', op: '=', value: expect.stringMatching(/^team/) }]);
  });

  it('offers only operators that fit the field', async () => {
    await show({ filters: [{ field: 'missingCount', op: '>', value: 3 }] });
    await userEvent.click(screen.getByRole('combobox', { name: 'Filter operator' }));
    const options = (await screen.findAllByRole('option')).map((option) => option.textContent);
    expect(options).toContain('>=');
    expect(options.some((option) => option?.startsWith('=~'))).toBe(false);
  });

  it('keeps numbers numbers, and ages and variables text', async () => {
    const { last } = await show({ filters: [{ field: 'missingCount', op: '>', value: 3 }] });
    const value = screen.getByRole('textbox', { name: 'Value' });
    await userEvent.clear(value);
    await userEvent.type(value, '10{Enter}');
    expect(last().filters).toEqual([{ field: 'missingCount', op: '>', value: 10 }]);
    await userEvent.clear(value);
    await userEvent.type(value, '30d{Enter}');
    expect(last().filters).toEqual([{ field: 'missingCount', op: '>', value: '30d' }]);
  });

  it('takes a filter away', async () => {
    const { last } = await show({ filters: [{ field: 'managed', op: '=', value: true }] });
    await userEvent.click(screen.getByRole('button', { name: 'Remove filter 1' }));
    expect(last().filters).toBeUndefined();
  });

  it('counts by groups, and clears what only tables have', async () => {
    const { last } = await show({ columns: ['name'], orderBy: [{ field: 'name' }] });
    await userEvent.click(screen.getByRole('radio', { name: 'Count' }));
    expect(last()).toMatchObject({ view: 'count', columns: undefined, orderBy: undefined });
    await choose('Group by', 'Account');
    expect(last().groupBy).toEqual(['account']);
  });

  it('refuses a limit of 0 with a reason, and does not run it', async () => {
    const { onRunQuery } = await show();
    await userEvent.type(screen.getByRole('textbox', { name: 'Limit' }), '0{Enter}');
    expect(screen.getByText('"0" is not a limit: enter 1 or more, or nothing for all rows')).toBeInTheDocument();
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it.each([
    ['a new rule is a count from the start, also where nobody touches it', { refId: 'A' }, 1],
    ['a rule that has been saved is left as it is', { refId: 'A', resource: 'activations', view: 'table' }, 0],
  ])('%s', async (_, saved, changes) => {
    const onChange = jest.fn();
    const rules = {
      ...datasource,
      getDefaultQuery: () => ({ resource: 'nodes', view: 'count' }),
    } as unknown as FleetDataSource;
    const laidOver = { resource: 'nodes', view: 'count', ...saved } as FleetQuery;
    const props = { datasource: rules, query: laidOver, onChange, onRunQuery: () => {} };
    await act(
      async () => void render(<QueryEditor {...props} app={CoreApp.UnifiedAlerting} queries={[saved as FleetQuery]} />)
    );
    expect(onChange).toHaveBeenCalledTimes(changes);
    if (changes > 0) {
      expect(onChange).toHaveBeenCalledWith({ refId: 'A', resource: 'nodes', view: 'count' });
    }
  });

  it.each([
    ['patches', 'Node ID', 'Choose a managed node, or a variable such as $node', 'nodes', 'nodeId', 'nodeId'],
    [
      'commandInvocations',
      'Command ID',
      'Choose a command, or a variable such as $command',
      'commands',
      'commandId',
      'id',
    ],
    [
      'windowTasks',
      'Window ID',
      'Choose a maintenance window, or a variable such as $window',
      'maintenanceWindows',
      'windowId',
      'id',
    ],
  ] as const)(
    'asks which one %s are about, and offers those that there are',
    async (resource, label, words, list, field, key) => {
      const fieldValues = jest.spyOn(datasource, 'fieldValues');
      const frame = toDataFrame({ fields: [{ name: field, type: FieldType.string, values: ['team-web'] }] });
      datasource.query = jest.fn(() => of({ data: [frame], state: LoadingState.Done }));
      const { last } = await show({ resource });
      expect(screen.getByText(words)).toBeInTheDocument();
      await choose(label, 'team-web');
      if (list === 'nodes') {
        expect(fieldValues).toHaveBeenLastCalledWith(expect.objectContaining({ resource: list, field }));
      } else {
        const targets = [expect.objectContaining({ resource: list })];
        expect(datasource.query).toHaveBeenLastCalledWith(expect.objectContaining({ targets }));
      }
      expect(last()).toMatchObject({ resource, [key]: 'team-web' });
      expect(screen.queryByText(words)).not.toBeInTheDocument();
    }
  );

  it('asks which inventory type it is to be, offers those of AWS and takes others', async () => {
    const { last } = await show({ resource: 'inventory', nodeId: '$node' });
    expect(screen.getByText('Give an inventory type, or a variable')).toBeInTheDocument();
    await choose('Inventory type', 'AWS:WindowsUpdate');
    expect(last()).toMatchObject({ nodeId: '$node', arguments: { inventoryType: 'AWS:WindowsUpdate' } });
    expect(screen.queryByText('Give an inventory type, or a variable')).not.toBeInTheDocument();
    await userEvent.type(screen.getByRole('combobox', { name: 'Inventory type' }), 'Custom:RackInfo');
    await userEvent.click(await screen.findByRole('option', { name: /^Custom:RackInfo/ }));
    expect(last().arguments).toEqual({ inventoryType: 'Custom:RackInfo' });
  });

  it('forgets what a drill-down was about when another resource is chosen', async () => {
    const { last } = await show({ resource: 'inventory', nodeId: '$node', arguments: { inventoryType: 'AWS:File' } });
    await choose('Resource', 'Nodes');
    expect(last()).toEqual({ refId: 'A', resource: 'nodes', view: 'table' });
  });
});
