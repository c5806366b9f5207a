import { Combobox } from '@grafana/ui';
import type { OrderBy } from '../query';
import { ItemList } from './ItemList';
import { LabelledGroup } from './LabelledGroup';
import { Named } from './Named';

interface Props {
  /** What rows can be ordered by. */
  fields: Array<{ value: string; label?: string; description?: string }>;
  value: OrderBy[] | undefined;
  onChange: (value: OrderBy[] | undefined) => void;
}

/** By what rows are ordered, the most important first. */
export function OrderByEditor({ fields, value = [], onChange }: Props) {
  return (
    <LabelledGroup label="Order by">
      <ItemList
        items={value}
        noun="sort field"
        onChange={(changed) => onChange(changed.length > 0 ? changed : undefined)}
      >
        {(order, change) => (
          <>
            <Named name="Order by field">
              {(name) => (
                <Combobox
                  {...name}
                  placeholder="Field"
                  width={26}
                  options={fields}
                  value={order?.field ?? null}
                  onChange={(option) => change({ ...order, field: option.value })}
                />
              )}
            </Named>
            {order && (
              <Named name="Direction">
                {(name) => (
                  <Combobox
                    {...name}
                    width={16}
                    options={DIRECTIONS}
                    value={order.desc ? 'desc' : 'asc'}
                    onChange={(option) => change({ ...order, desc: option.value === 'desc' })}
                  />
                )}
              </Named>
            )}
          </>
        )}
      </ItemList>
    </LabelledGroup>
  );
}

const DIRECTIONS = [
  { value: 'asc', label: 'ascending' },
  { value: 'desc', label: 'descending' },
];
