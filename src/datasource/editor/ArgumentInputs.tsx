import { Combobox } from '@grafana/ui';
import type { FleetQuery } from '../query';
import type { Argument } from '../../schema/schema';
import { Labelled } from './Labelled';
import { textOptions } from './options';

interface Props {
  /** The resource's. */
  of: Argument[] | undefined;
  value: FleetQuery['arguments'];
  onChange: (changed: Pick<FleetQuery, 'arguments'>) => void;
}

/** What else a resource is asked for with: a choice, a text of one's own or a variable for each. */
export function ArgumentInputs({ of = [], value = {}, onChange }: Props) {
  const change = (name: string, text: string | undefined) => {
    const { [name]: _, ...others } = value;
    onChange({ arguments: text ? { ...others, [name]: text } : others });
  };
  return of.map(({ name, label, words, example, required, choices = [] }) => (
    <Labelled key={name} label={label} error={required && !value[name] ? `Give ${words}, or a variable` : undefined}>
      {(named) => (
        <Combobox
          {...named}
          width={44}
          createCustomValue
          isClearable
          placeholder={example}
          options={textOptions(choices)}
          value={value[name] || null}
          onChange={(option) => change(name, option?.value)}
        />
      )}
    </Labelled>
  ));
}
