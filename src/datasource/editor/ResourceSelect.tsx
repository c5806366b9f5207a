import { Combobox, type ComboboxOption } from '@grafana/ui';
import { useMemo } from 'react';
import type { FleetQuery } from '../query';
import { Labelled } from './Labelled';
import { searchResources } from './resourceOptions';

interface Props<T> {
  options: Array<ComboboxOption<T & string>>;
  value: T;
  error?: string;
  onChange: (resource: T) => void;
}

/** Chooses what is asked for, from a list in groups that is searched by all that is said of each. */
export function ResourceSelect<T extends FleetQuery['resource']>({ options, value, error, onChange }: Props<T>) {
  const search = useMemo(() => searchResources(options), [options]);
  return (
    <Labelled label="Resource" error={error}>
      {(name) => (
        <Combobox
          {...name}
          width={32}
          options={search}
          value={options.find((option) => option.value === value) ?? value}
          onChange={(option) => onChange(option.value)}
        />
      )}
    </Labelled>
  );
}
