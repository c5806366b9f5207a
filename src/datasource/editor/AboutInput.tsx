import { Combobox } from '@grafana/ui';
import { useMemo } from 'react';
import type { FleetDataSource } from '../datasource';
import type { FleetQuery } from '../query';
import { type About, NAMINGS } from '../../schema/schema';
import { Labelled } from './Labelled';
import { aboutOptions } from './aboutOptions';

type Named = Pick<FleetQuery, 'nodeId' | 'id'>;

interface Props {
  datasource: FleetDataSource;
  about: About;
  value: Named;
  onChange: (changed: Named) => void;
}

/** The one that a drill-down is about: a node, a command ... */
export function AboutInput({ datasource, about, value, onChange }: Props) {
  const { words, key, label, example } = NAMINGS[about];
  const id = value[key];
  const options = useMemo(() => aboutOptions(datasource, about), [datasource, about]);
  return (
    <Labelled label={label} error={id ? undefined : `Choose ${words}, or a variable such as $${about}`}>
      {(name) => (
        <Combobox
          {...name}
          width={44}
          createCustomValue
          isClearable
          placeholder={example}
          options={options}
          value={id || null}
          onChange={(option) => onChange({ [key]: option?.value })}
        />
      )}
    </Labelled>
  );
}
