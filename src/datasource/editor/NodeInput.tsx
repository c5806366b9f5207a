import { Combobox } from '@grafana/ui';
import type { FleetDataSource } from '../datasource';
import { Labelled } from './Labelled';
import { valueOptions } from './options';

interface Props {
  datasource: FleetDataSource;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** The node that a drill-down is about. */
export function NodeInput({ datasource, value, onChange }: Props) {
  return (
    <Labelled label="Node ID" error={value ? undefined : 'Choose a node, or a variable such as $node'}>
      {(name) => (
        <Combobox
          {...name}
          width={32}
          createCustomValue
          isClearable
          placeholder="i-0123456789abcdef0"
          options={valueOptions(datasource, 'nodes', 'nodeId')}
          value={value || null}
          onChange={(option) => onChange(option?.value)}
        />
      )}
    </Labelled>
  );
}
