import {
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceApi,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of } from 'rxjs';
import type { FleetQuery } from '../datasource/query';
import app from '../plugin.json';
import SourcesPage from './SourcesPage';

interface Answers {
  health?: object;
  targets?: Array<Record<string, string | number | null>>;
  error?: { message: string };
  nodes?: DataFrame;
  joined?: DataFrame;
}

function settings(name: string, type: string): DataSourceInstanceSettings {
  return { uid: name, name, type, meta: { info: { logos: { small: 'logo.svg' } } } } as DataSourceInstanceSettings;
}

function configure(
  sources: Array<[name: string, type: string]>,
  { health, targets = [], error, nodes = nodesOf({}), joined }: Answers = {}
) {
  const asked: Array<DataQueryRequest<FleetQuery>> = [];
  const answers: Record<string, object> = {
    targets: { data: error ? [] : [toDataFrame(targets)], error },
    nodes: { data: [nodes] },
    join: { data: [joined] },
  };
  const datasource = {
    callHealthCheck: async () => health,
    query: (request: DataQueryRequest<FleetQuery>) => {
      asked.push(request);
      return of(answers[request.targets[0].resource]);
    },
  };
  setDataSourceSrv({
    getList: ({ pluginId }: { pluginId: string }) =>
      sources.filter(([, type]) => type === pluginId).map(([name, type]) => settings(name, type)),
    get: async () => datasource as unknown as DataSourceApi,
  } as unknown as DataSourceSrv);
  return asked;
}

const FLEET: [string, string] = ['Fleet', 'onepane-ssm-datasource'];
const target = (state: string, region: string, others: Record<string, string | number | null> = {}) => ({
  account: '111122223333',
  accountName: 'shop-production',
  region,
  api: 'DescribeInstancePatchStates',
  state,
  error: '',
  asOf: 1_700_000_000_000,
  age: 240,
  calls: 1000,
  throttles: 0,
  ...others,
});

/** A count of nodes by account, with the state of what it was made from. */
function nodesOf(accounts: Record<string, [count: number, state: string]>): DataFrame {
  const ids = Object.keys(accounts);
  const frame = toDataFrame({
    fields: [
      { name: 'account', values: ids },
      { name: 'count', values: ids.map((id) => accounts[id][0]) },
    ],
  });
  return {
    ...frame,
    meta: {
      custom: {
        progress: { read: 0, expected: 1 },
        targets: ids.map((account) => ({ account, state: accounts[account][1] })),
      },
    },
  };
}

/** What is said of an account, by the titles of its columns. */
function rowOf(account: string): Record<string, string> {
  const row = screen.getByRole('cell', { name: account }).closest('tr')!;
  return Object.fromEntries([...row.cells].map((cell) => [cell.dataset.title, cell.textContent]));
}

describe('SourcesPage', () => {
  it('is at the app’s own address: Grafana calls whatever is not below a page of the navigation by another name', () => {
    const [page] = app.includes.filter(({ type }) => type === 'page');
    expect(page).toMatchObject({ path: '/a/%PLUGIN_ID%', defaultNav: true, addToNav: true });
  });

  it('says what to do where nothing is configured', () => {
    configure([]);
    render(<SourcesPage />);
    expect(screen.getByText('No AWS Systems Manager data source')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Add data source' })).toHaveAttribute(
      'href',
      '/connections/datasources/onepane-ssm-datasource'
    );
    expect(screen.getAllByText('No data source')).toHaveLength(3);
  });

  it('says of each account how good what was read of it is, the worst first, and what to do', async () => {
    configure([FLEET, ['Metrics', 'prometheus']], {
      health: {
        status: 'ERROR',
        message: 'Partly working: 1 of 2 accounts answer, in 1 of 2 account/Region pairs',
        details: {
          message: 'AssumeRole is refused',
          verboseMessage: 'shop-production (111122223333): eu-west-1\nAssumeRole is refused',
          callers: [{ account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Reader/grafana' }],
        },
      },
      targets: [
        target('ok', 'eu-west-1'),
        target('late', 'us-east-1', { age: 7200, throttles: 12 }),
        target('failed', 'us-east-1', {
          account: '222233334444',
          accountName: '<b>staging</b>',
          error: 'AccessDenied: allow it',
          asOf: null,
          age: null,
        }),
      ],
      nodes: nodesOf({ '111122223333': [1234, 'ok'], '222233334444': [0, 'failed'] }),
    });
    render(<SourcesPage />);
    expect(await screen.findByText('Needs attention')).toBeInTheDocument();
    expect(screen.getByText(/^Partly working/)).toBeInTheDocument();
    expect(screen.getByText('AssumeRole is refused')).toBeInTheDocument();
    expect(await screen.findByText('1,234')).toBeInTheDocument();
    const states = screen.getAllByRole('row').map((row) => row.textContent);
    expect(states[1]).toMatch(/^✕ Failed/);
    expect(states[2]).toBe('DescribeInstancePatchStates in us-east-1: AccessDenied: allow it');
    expect(rowOf('<b>staging</b> 222233334444')).toEqual({
      State: '✕ Failed',
      Account: '<b>staging</b> 222233334444',
      Regions: 'us-east-1',
      Nodes: 'unknown',
      'Oldest facts': 'none read',
      'Throttled calls': '0',
      'Read as': 'unknown',
    });
    expect(rowOf('shop-production 111122223333')).toEqual({
      State: '↑ Late, 1 of 2 readings',
      Account: 'shop-production 111122223333',
      Regions: 'eu-west-1, us-east-1',
      Nodes: '1,234',
      'Oldest facts': '2h ago',
      'Throttled calls': '12 of 2,000',
      'Read as': 'arn:aws:sts::111122223333:assumed-role/Reader/grafana',
    });
    expect(screen.getByText('Metrics', { selector: 'span' })).toBeInTheDocument();
  });

  it('asks sources of metrics only when told to, as the dashboards do, and says what share of the nodes they know', async () => {
    const joined = toDataFrame({
      fields: [
        { name: 'account', values: ['111122223333', '111122223333', '111122223333'] },
        { name: 'CPU', values: [3, 4, null] },
        { name: 'CPU source', values: ['Metrics', 'Metrics', null] },
      ],
    });
    const progress = { progress: { read: 1, expected: 1 }, truncated: null, targets: [] };
    const asked = configure([FLEET, ['Metrics', 'prometheus']], {
      health: { status: 'OK', message: 'Working' },
      targets: [target('ok', 'eu-west-1')],
      nodes: nodesOf({ '111122223333': [3, 'ok'] }),
      joined: { ...joined, meta: { custom: progress, notices: [{ severity: 'info', text: 'CPU: 2 metrics.' }] } },
    });
    render(<SourcesPage />);
    expect(await screen.findByText(/^Check metrics asks 1 Prometheus for the CPU/)).toBeInTheDocument();
    await screen.findByRole('table');
    expect(screen.queryByText('Read as')).not.toBeInTheDocument();
    expect(asked.map(({ targets }) => targets[0].resource)).not.toContain('join');
    await userEvent.click(screen.getByRole('button', { name: 'Check metrics' }));
    expect(await screen.findByText('CPU: 2 metrics.')).toBeInTheDocument();
    expect(rowOf('shop-production 111122223333')).toMatchObject({
      'Online nodes with metrics': '2 of 3 (66%)Metrics 2',
    });
    const { scopedVars, targets } = asked.at(-1)!;
    expect(scopedVars).toEqual({
      cloudwatch: { value: [] },
      azure: { value: [] },
      prometheus: { value: ['Metrics'] },
    });
    expect(targets[0].join?.left.filters).toEqual([{ field: 'pingStatus', op: '=', value: 'Online' }]);
  });

  it('takes what a source of metrics that failed leaves for a part', async () => {
    const joined = toDataFrame({
      fields: [
        { name: 'account', values: ['111122223333'] },
        { name: 'CPU source', values: ['x'] },
      ],
    });
    configure([FLEET, ['Metrics', 'prometheus']], {
      health: { status: 'OK', message: 'Working' },
      targets: [target('ok', 'eu-west-1'), target('ok', 'eu-west-1', { account: '222233334444', accountName: 'idle' })],
      joined: {
        ...joined,
        meta: {
          custom: { progress: { read: 1, expected: 1 }, targets: [] },
          notices: [{ severity: 'warning', text: 'CPU: Metrics failed: timeout.' }],
        },
      },
    });
    render(<SourcesPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Check metrics' }));
    expect(await screen.findByText('CPU: Metrics failed: timeout.')).toBeInTheDocument();
    expect(rowOf('shop-production 111122223333')).toMatchObject({
      'Online nodes with metrics': 'at least 1 of 1 (100%)x 1',
    });
    expect(rowOf('idle 222233334444')).toMatchObject({ 'Online nodes with metrics': 'unknown', Nodes: 'unknown' });
  });

  it('shows the worst of many accounts, finds the others, and says how many there are', async () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      target(index === 700 ? 'stale' : 'ok', 'eu-west-1', { account: String(index), accountName: `account-${index}` })
    );
    configure([FLEET], { health: { status: 'OK', message: 'Working' }, targets: many });
    render(<SourcesPage />);
    expect(await screen.findByText(/^The worst 20 of 1,000 accounts\. Search for the others/)).toBeInTheDocument();
    const rows = screen.getAllByRole('row');
    expect(rows).toHaveLength(21);
    expect(rows[1]).toHaveTextContent('account-700');
    await userEvent.click(screen.getByRole('textbox', { name: 'Search the accounts of Fleet' }));
    await userEvent.paste('ACCOUNT-999');
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByRole('cell', { name: 'account-999 999' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Source health' })).toHaveAttribute(
      'href',
      '/d/onepane-source-health?var-source=Fleet'
    );
  });

  it('looks again while targets are being read', async () => {
    jest.useFakeTimers();
    const loading = { health: { status: 'OK', message: 'Working' }, targets: [target('loading', 'eu-west-1')] };
    configure([FLEET], loading);
    render(<SourcesPage />);
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(screen.getByText('Healthy')).toBeInTheDocument();
    const name = 'shop-production 111122223333';
    expect(rowOf(name)).toMatchObject({ State: '? Loading', Nodes: 'unknown' });
    configure([FLEET], { ...loading, nodes: nodesOf({ '111122223333': [7, 'loading'] }) });
    await act(() => jest.advanceTimersByTimeAsync(3000));
    expect(rowOf(name)).toMatchObject({ State: '? Loading', Nodes: '7 so far' });
    configure([FLEET], { targets: [target('ok', 'eu-west-1')], nodes: nodesOf({ '111122223333': [9, 'ok'] }) });
    await act(() => jest.advanceTimersByTimeAsync(3000));
    expect(rowOf(name)).toMatchObject({ State: '✓ Read', Nodes: '9' });
    jest.useRealTimers();
  });

  it('does not take silence for health', async () => {
    configure([FLEET], { health: undefined, error: { message: 'Plugin unavailable' } });
    render(<SourcesPage />);
    expect(await screen.findByText(/The health check returned nothing/)).toBeInTheDocument();
    expect(screen.queryByText('Healthy')).not.toBeInTheDocument();
    expect(await screen.findByText('Plugin unavailable')).toBeInTheDocument();
  });
});
