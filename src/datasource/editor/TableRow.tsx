import { EditorRow } from '@grafana/plugin-ui';
import { MultiCombobox } from '@grafana/ui';
import type { FleetQuery } from '../query';
import type { Column } from '../../schema/schema';
import { Labelled } from './Labelled';
import { LimitInput } from './LimitInput';
import { fieldOptions } from './options';
import { OrderByEditor } from './OrderByEditor';

type Table = Pick<FleetQuery, 'columns' | 'orderBy' | 'limit'>;

interface Props {
  columns: Column[];
  value: Table;
  onChange: (changed: Table) => void;
}

/** What a table shows of the rows: columns, order, how many. */
export function TableRow({ columns, value, onChange }: Props) {
  const options = fieldOptions(columns);
  return (
    <EditorRow>
      <Labelled label="Columns">
        {(name) => (
          <MultiCombobox
            {...name}
            width={80}
            placeholder="Default columns"
            options={options}
            value={value.columns ?? []}
            onChange={(chosen) =>
              onChange({ columns: chosen.length > 0 ? chosen.map(({ value }) => value) : undefined })
            }
          />
        )}
      </Labelled>
      <OrderByEditor fields={options} value={value.orderBy} onChange={(orderBy) => onChange({ orderBy })} />
      <LimitInput value={value.limit} onChange={(limit) => onChange({ limit })} />
    </EditorRow>
  );
}
