import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { JoinSpec } from '../../join/spec';
import type { FleetDataSource } from '../datasource';
import type { LeftNodes } from '../query';
import { RESOURCES } from '../../schema/schema';
import JoinEditor from './JoinEditor';

// Monaco draws with what jsdom doesn't have; a text area tells the same.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  CodeEditor: ({ value, onBlur }: { value: string; onBlur: (text: string) => void }) => (
    <textarea aria-label="JSON" defaultValue={value} onBlur={(event) => onBlur(event.target.value)} />
  ),
}));

const datasource = { fields: async () => RESOURCES.nodes.columns } as unknown as FleetDataSource;
const SPEC: JoinSpec<LeftNodes> = {
  left: { filters: [{ field: 'managed', op: '=', value: true }] },
  enrichments: [],
  output: 'table',
};

async function show(saved: Partial<typeof SPEC> = SPEC): Promise<jest.Mock> {
  const onChange = jest.fn();
  await act(async () => void render(<JoinEditor datasource={datasource} value={saved} onChange={onChange} />));
  return onChange;
}

beforeAll(() => setTemplateSrv({ getVariables: () => [] } as unknown as TemplateSrv));

async function write(json: string) {
  const editor = screen.getByRole('textbox', { name: 'JSON' });
  await userEvent.clear(editor);
  await userEvent.click(editor);
  await userEvent.paste(json);
  await userEvent.tab();
}

describe('JoinEditor', () => {
  it('takes enrichments as JSON', async () => {
    const onChange = await show();
    const enrichments = [
      { column: 'CPU', sources: ['prom'], query: { expr: 'up' }, key: { label: 'instance', kind: 'host' } },
    ];
    await write(JSON.stringify(enrichments));
    expect(onChange).toHaveBeenCalledWith({ ...SPEC, enrichments });
  });

  it('says what is wrong with them, and does not run it', async () => {
    const onChange = await show();
    await write('[{"column": "CPU"}]');
    expect(screen.getByText(/^Enrichment 1 of the join has no "sources"/)).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('fills in what a saved dashboard leaves out', async () => {
    const onChange = await show({});
    await userEvent.click(screen.getByRole('radio', { name: 'Series' }));
    expect(onChange).toHaveBeenLastCalledWith({ left: {}, enrichments: [], output: 'series' });
  });

  it('edits the left side and the output', async () => {
    const onChange = await show();
    await userEvent.click(screen.getByRole('button', { name: 'Remove filter 1' }));
    expect(onChange).toHaveBeenLastCalledWith({ ...SPEC, left: { filters: undefined } });
    await userEvent.click(screen.getByRole('radio', { name: 'Match report' }));
    expect(onChange).toHaveBeenLastCalledWith({ ...SPEC, output: 'report' });
  });
});
