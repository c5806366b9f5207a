import { Stack } from '@grafana/ui';
import { Labelled } from '../editor/Labelled';
import type { FleetSettings } from '../query';
import { trimmed } from './invisible';
import { SettingInput } from './SettingInput';
import { endpointProblem } from './validate';

type Endpoints = NonNullable<FleetSettings['endpoints']>;

const SERVICES: Array<{ key: keyof Endpoints; label: string }> = [
  { key: 'ssm', label: 'Systems Manager' },
  { key: 'ec2', label: 'EC2' },
  { key: 'sts', label: 'STS' },
  { key: 'tagging', label: 'Resource Groups Tagging' },
  { key: 'resourcegroups', label: 'Resource Groups' },
  { key: 'cloudwatch', label: 'CloudWatch (alarms)' },
];

interface Props {
  endpoints: Endpoints | undefined;
  onChange: (endpoints: Endpoints) => void;
}

/** Addresses of AWS's services, where they aren't AWS's public ones: interface endpoints of a VPC, for instance. */
export function EndpointSettings({ endpoints, onChange }: Props) {
  return (
    <Stack direction="column" gap={2}>
      {SERVICES.map(({ key, label }) => (
        <Labelled key={key} label={label} error={endpointProblem(endpoints?.[key])}>
          {(name) => (
            <SettingInput
              {...name}
              width={56}
              placeholder={`https://${key}.{region}.amazonaws.com`}
              value={endpoints?.[key] ?? ''}
              onChange={(text) => onChange({ ...endpoints, [key]: trimmed(text) || undefined })}
            />
          )}
        </Labelled>
      ))}
    </Stack>
  );
}
