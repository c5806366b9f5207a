import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FleetDataSource } from '../datasource';
import type { FleetVariableQuery } from '../query';
import { RESOURCES } from '../../schema/schema';
import VariableQueryEditor from './VariableQueryEditor';

const datasource = {
  fields: async (resource: 'nodes') => RESOURCES[resource].columns,
  fieldValues: async () => ({ values: [], total: 0 }),
} as unknown as FleetDataSource;
const QUERY: FleetVariableQuery = {
  refId: 'A',
  resource: 'nodes',
  field: 'account',
  filters: [{ field: 'managed', op: '=', value: true }],
};

beforeAll(() => setTemplateSrv({ getVariables: () => [] } as unknown as TemplateSrv));

async function show(query = QUERY): Promise<jest.Mock> {
  const onChange = jest.fn();
  await act(
    async () =>
      void render(
        <VariableQueryEditor datasource={datasource} query={query} onChange={onChange} onRunQuery={() => {}} />
      )
  );
  return onChange;
}

describe('VariableQueryEditor', () => {
  it('chooses the field, and only among those that group', async () => {
    const onChange = await show();
    await userEvent.type(screen.getByRole('combobox', { name: 'Field' }), 'Patch');
    const option = await screen.findByText('Patch reason');
    expect(screen.queryByText('Patch age')).not.toBeInTheDocument();
    await userEvent.click(option);
    expect(onChange).toHaveBeenLastCalledWith({ ...QUERY, field: 'patchReason' });
  });

  it('drops what belongs to another resource', async () => {
    const onChange = await show();
    await userEvent.type(screen.getByRole('combobox', { name: 'Resource' }), 'Activations');
    await userEvent.click(await screen.findByRole('option', { name: /^Activations/ }));
    expect(onChange).toHaveBeenLastCalledWith({
      refId: 'A',
      resource: 'activations',
      field: 'activationId',
      label: undefined,
      filters: undefined,
      nodeId: undefined,
      id: undefined,
    });
  });

  it('begins with a field that groups, where a resource begins with a time', async () => {
    const onChange = await show();
    await userEvent.type(screen.getByRole('combobox', { name: 'Resource' }), 'Commands');
    await userEvent.click(await screen.findByRole('option', { name: /^Commands/ }));
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ resource: 'commands', field: 'documentName' }));
  });

  it('asks which command a drill-down is about', async () => {
    const onChange = await show({ ...QUERY, resource: 'commandInvocations' });
    expect(screen.getByText('Choose a command, or a variable such as $command')).toBeInTheDocument();
    await userEvent.type(screen.getByRole('combobox', { name: 'Command ID' }), '$command');
    await userEvent.click(await screen.findByRole('option', { name: /^\$command/ }));
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ id: '$command' }));
  });

  it('says what the resource is', async () => {
    await show();
    expect(screen.getByText(`${RESOURCES.nodes.description}.`)).toBeInTheDocument();
  });

  it('takes a search', async () => {
    const onChange = await show();
    await userEvent.type(screen.getByRole('textbox', { name: 'Search' }), 'shop-.*{Enter}');
    expect(onChange).toHaveBeenLastCalledWith({ ...QUERY, search: 'shop-.*' });
  });

  it('offers the rows without a value', async () => {
    const onChange = await show();
    await userEvent.click(screen.getByRole('switch', { name: /^Offer \(none\)/ }));
    expect(onChange).toHaveBeenLastCalledWith({ ...QUERY, withNone: true });
  });

  it('takes the offer of rows without a value back', async () => {
    const onChange = await show({ ...QUERY, withNone: true });
    await userEvent.click(screen.getByRole('switch', { name: /^Offer \(none\)/ }));
    expect(onChange).toHaveBeenLastCalledWith(QUERY);
  });
});
