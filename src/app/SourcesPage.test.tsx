import { toDataFrame, type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import { of } from 'rxjs';
import app from '../plugin.json';
import SourcesPage from './SourcesPage';

interface Answers {
  health?: object;
  targets?: Array<Record<string, string>>;
  error?: { message: string };
}

function settings(name: string, type: string): DataSourceInstanceSettings {
  return { uid: name, name, type, meta: { info: { logos: { small: 'logo.svg' } } } } as DataSourceInstanceSettings;
}

function configure(sources: Array<[name: string, type: string]>, { health, targets = [], error }: Answers = {}) {
  const datasource = {
    callHealthCheck: async () => health,
    query: () => of({ data: error ? [] : [toDataFrame(targets)], error }),
  };
  setDataSourceSrv({
    getList: ({ pluginId }: { pluginId: string }) =>
      sources.filter(([, type]) => type === pluginId).map(([name, type]) => settings(name, type)),
    get: async () => datasource as unknown as DataSourceApi,
  } as unknown as DataSourceSrv);
}

const FLEET: [string, string] = ['Fleet', 'onepane-ssm-datasource'];
const target = (state: string, region: string, error = '') => ({
  account: '111122223333',
  accountName: 'shop-production',
  region,
  api: 'DescribeInstancePatchStates',
  state,
  error,
});

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

  it('shows what answers and what does not, in the words of the health check and of the targets', async () => {
    configure([FLEET, ['Metrics', 'prometheus']], {
      health: {
        status: 'ERROR',
        message: 'Partly working: 1 of 2 accounts answer, in 1 of 2 account/Region pairs',
        details: { message: 'AssumeRole is refused', verboseMessage: 'shop-production (111122223333): eu-west-1' },
      },
      targets: [target('ok', 'eu-west-1'), target('ok', 'eu-north-1'), target('failed', 'us-east-1', 'AccessDenied')],
    });
    render(<SourcesPage />);
    expect(await screen.findByText('Needs attention')).toBeInTheDocument();
    expect(screen.getByText(/^Partly working/)).toBeInTheDocument();
    expect(screen.getByText('shop-production (111122223333): eu-west-1')).toBeInTheDocument();
    expect(await screen.findByText('3 targets:')).toBeInTheDocument();
    expect(screen.getByText('2 read')).toBeInTheDocument();
    expect(screen.getByText('1 failed')).toBeInTheDocument();
    expect(
      screen.getByText('DescribeInstancePatchStates in shop-production, us-east-1: AccessDenied')
    ).toBeInTheDocument();
    expect(screen.getByText('Metrics', { selector: 'span' })).toBeInTheDocument();
  });

  it('looks again while targets are being read', async () => {
    jest.useFakeTimers();
    configure([FLEET], { health: { status: 'OK', message: 'Working' }, targets: [target('loading', 'eu-west-1')] });
    render(<SourcesPage />);
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(screen.getByText('Healthy')).toBeInTheDocument();
    expect(screen.getByText('1 loading')).toBeInTheDocument();
    configure([FLEET], { targets: [target('ok', 'eu-west-1')] });
    await act(() => jest.advanceTimersByTimeAsync(3000));
    expect(screen.getByText('1 read')).toBeInTheDocument();
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
