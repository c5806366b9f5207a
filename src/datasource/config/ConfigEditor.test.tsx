import { AwsAuthType } from '@grafana/aws-sdk';
import { EventBusSrv, PluginContextProvider, type DataSourceSettings, type PluginMeta } from '@grafana/data';
import { config, setAppEvents } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readdirSync } from 'node:fs';
import { useState, type ComponentProps } from 'react';
import type { FleetSettings } from '../query';
import ConfigEditor from './ConfigEditor';

type Options = ComponentProps<typeof ConfigEditor>['options'];

async function show(jsonData: FleetSettings = {}) {
  const saved: { jsonData?: FleetSettings } = {};
  function Host() {
    const [options, setOptions] = useState({
      type: 'onepane-ssm-datasource',
      jsonData: { authType: AwsAuthType.Default, defaultRegion: 'eu-west-1', ...jsonData },
      secureJsonData: {},
      secureJsonFields: {},
    } as DataSourceSettings<FleetSettings> as Options);
    const change = (changed: Options) => {
      saved.jsonData = changed.jsonData;
      setOptions(changed);
    };
    // As Grafana does; the shared connection settings report their use under the plugin's id.
    return (
      <PluginContextProvider meta={{ id: 'onepane-ssm-datasource', info: {} } as PluginMeta}>
        <ConfigEditor options={options} onOptionsChange={change} />
      </PluginContextProvider>
    );
  }
  await act(async () => void render(<Host />));
  return saved;
}

async function enter(input: string, text: string) {
  await userEvent.click(screen.getByRole('textbox', { name: input }));
  await userEvent.paste(text);
}

beforeAll(() => {
  Object.assign(globalThis, { __webpack_public_path__: 'public/plugins/onepane-ssm-datasource/' });
  setAppEvents(new EventBusSrv());
  config.awsAllowedAuthProviders = [AwsAuthType.Default, AwsAuthType.Keys];
});

describe('ConfigEditor', () => {
  it('adds an account, and says what is missing or wrong', async () => {
    const saved = await show();
    await userEvent.click(screen.getByRole('button', { name: 'Add account' }));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await enter('Account ID', '111122223333');
    await enter('Role ARN', 'arn:aws:iam::999988887777:role/R');
    expect(screen.getByText('This role belongs to account 999988887777, not to 111122223333')).toBeInTheDocument();
    expect(saved.jsonData?.accounts).toEqual([
      { id: '111122223333', assumeRoleArn: 'arn:aws:iam::999988887777:role/R' },
    ]);
  });

  it('takes an account away', async () => {
    const saved = await show({ accounts: [{ id: '111122223333', name: 'shop' }] });
    await userEvent.click(screen.getByRole('button', { name: 'Remove account shop' }));
    expect(saved.jsonData).toMatchObject({ accounts: undefined, defaultRegion: 'eu-west-1' });
  });

  it('links to the policies and the template, which come with the plugin', async () => {
    await show();
    const shipped = readdirSync('deploy').filter((file) => !file.endsWith('.md'));
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    for (const file of shipped) {
      expect(links).toContain(`public/plugins/onepane-ssm-datasource/deploy/${file}`);
    }
  });

  it('chooses Regions, and takes those that are newer than the list', async () => {
    const saved = await show();
    const regions = screen.getByRole('combobox', { name: 'Regions' });
    for (const region of ['us-east-1', 'xx-new-9']) {
      await userEvent.clear(regions);
      await userEvent.type(regions, region);
      await userEvent.click(await screen.findByText(region));
    }
    expect(saved.jsonData?.regions).toEqual(['us-east-1', 'xx-new-9']);
  });

  it('bounds how old the facts of alert rules may be', async () => {
    const saved = await show();
    await userEvent.click(screen.getByRole('button', { name: /Reading/ }));
    const bound = screen.getByRole('spinbutton', { name: /^Oldest facts for alert rules/ });
    await userEvent.type(bound, '3{Enter}');
    expect(saved.jsonData).toMatchObject({ alertMaxIntervals: 3 });
    await userEvent.clear(bound);
    await userEvent.type(bound, '-1{Enter}');
    expect(screen.getByText(/^-1 is out of range/)).toBeInTheDocument();
  });

  it('sets after how many days a missing patch is overdue', async () => {
    const saved = await show();
    await userEvent.click(screen.getByRole('button', { name: /Reading/ }));
    const days = screen.getByRole('spinbutton', { name: /^Critical patches are overdue after/ });
    expect(days).toHaveAttribute('placeholder', '14');
    await userEvent.type(days, '7{Enter}');
    expect(saved.jsonData).toMatchObject({ overdueDays: { critical: 7 } });
    await userEvent.clear(days);
    await userEvent.type(days, '-1{Enter}');
    expect(screen.getByText(/^-1 is no number of days/)).toBeInTheDocument();
  });

  it('sets how long what metric sources answered is kept', async () => {
    const saved = await show();
    await userEvent.click(screen.getByRole('button', { name: /Reading/ }));
    const after = screen.getByRole('textbox', { name: /^Ask metric sources again after/ });
    expect(after).toHaveAttribute('placeholder', '5m');
    await userEvent.type(after, '10m{Enter}');
    expect(saved.jsonData).toMatchObject({ keepMetricsFor: '10m' });
    await userEvent.clear(after);
    await userEvent.type(after, 'soon{Enter}');
    expect(screen.getByText(/^"soon" is not a duration/)).toBeInTheDocument();
  });

  it('says which duration and which endpoint cannot be used', async () => {
    await show({ patchStaleAfter: 'a week', endpoints: { ssm: 'ssm.local' } });
    await userEvent.click(screen.getByRole('button', { name: /Reading/ }));
    expect(screen.getByText(/^"a week" is not a duration/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Endpoints by service/ }));
    expect(screen.getByText(/^"ssm.local" is not a URL/)).toBeInTheDocument();
  });
});
