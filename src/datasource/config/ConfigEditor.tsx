import { css } from '@emotion/css';
import { ConnectionConfig, type AwsAuthDataSourceSecureJsonData } from '@grafana/aws-sdk';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Divider } from '@grafana/ui';
import { Labelled } from '../editor/Labelled';
import type { FleetSettings } from '../query';
import { AccountsEditor, RegionsInput } from './AccountsEditor';
import { EndpointSettings } from './EndpointSettings';
import { Permissions } from './Permissions';
import { ReadingSettings } from './ReadingSettings';
import { regionsProblem } from './validate';

type Props = DataSourcePluginOptionsEditorProps<FleetSettings, AwsAuthDataSourceSecureJsonData>;

/** The data source's settings: the connection as all AWS data sources have it, then what of the fleet is read, and how. */
export default function ConfigEditor(props: Props) {
  const { options, onOptionsChange } = props;
  const settings = options.jsonData;
  const change = (changed: Partial<FleetSettings>) =>
    onOptionsChange({ ...options, jsonData: { ...settings, ...changed } });

  return (
    <div className={fitting}>
      <ConnectionConfig {...props} />
      <Divider />
      <ConfigSection
        title="Permissions in AWS"
        description="One Pane only reads. The reader policy has the actions that it calls, a statement for each layer: without one of them, except Core, what it is for is not shown and everything else is. For one account, attach it to the credentials above. For several, roll the CloudFormation template out as a StackSet: it makes the role OnePaneReader with that policy in each. The credentials above then need the base policy alone, which lets them assume these roles."
      >
        <Permissions />
      </ConfigSection>
      <Divider />
      <ConfigSection
        title="Accounts and Regions"
        description="If no account is listed, the one that the credentials above belong to is read. Each role is assumed with those credentials directly."
      >
        <Labelled label="Regions" error={regionsProblem(settings.regions)}>
          {(name) => (
            <RegionsInput
              name={name}
              placeholder="The Default Region"
              value={settings.regions}
              onChange={(regions) => change({ regions })}
            />
          )}
        </Labelled>
        <AccountsEditor
          accounts={settings.accounts ?? []}
          onChange={(accounts) => change({ accounts: accounts.length > 0 ? accounts : undefined })}
        />
      </ConfigSection>
      <Divider />
      <ConfigSection title="Reading AWS" isCollapsible isInitiallyOpen={false}>
        <ReadingSettings settings={settings} onChange={change} />
      </ConfigSection>
      <Divider />
      <ConfigSection
        title="Endpoints by service"
        description="For services with an endpoint of their own, for instance an interface VPC endpoint. {region} stands for the Region."
        isCollapsible
        isInitiallyOpen={false}
      >
        <EndpointSettings endpoints={settings.endpoints} onChange={(endpoints) => change({ endpoints })} />
      </ConfigSection>
    </div>
  );
}

/** Inputs as wide as what is written in them usually is, and on a phone no wider than the page. */
const fitting = css({ div: { minWidth: 0, maxWidth: '100%' } });
