import { EditorRow } from '@grafana/plugin-ui';
import { Combobox, MultiCombobox, Switch } from '@grafana/ui';
import type { FleetQuery } from '../query';
import type { Column } from '../../schema/schema';
import { Labelled } from './Labelled';
import { LimitInput } from './LimitInput';
import { fieldOptions } from './options';
import { OrderByEditor } from './OrderByEditor';

type Count = Pick<FleetQuery, 'groupBy' | 'pivot' | 'total' | 'orderBy' | 'limit'>;

interface Props {
  columns: Column[];
  value: Count;
  onChange: (changed: Count) => void;
}

/** The server part takes no more. */
const MOST_GROUPS = 3;

/** How rows are counted: by which fields, in which order, how many groups. */
export function CountRow({ columns, value: { groupBy = [], pivot, total, orderBy, limit }, onChange }: Props) {
  const options = fieldOptions(columns.filter(({ type }) => type === 'string' || type === 'boolean'));
  const orders = [{ value: 'count', label: 'Count' }, ...groupBy.map((field) => ({ value: field }))];

  const changeGroups = (fields: string[]) => {
    const kept = orderBy?.filter(({ field }) => field === 'count' || fields.includes(field));
    const across = pivot && fields.includes(pivot) ? pivot : undefined;
    onChange({
      groupBy: fields.length > 0 ? fields : undefined,
      pivot: across,
      total: across === undefined ? undefined : total,
      orderBy: kept?.length ? kept : undefined,
    });
  };
  return (
    <EditorRow>
      <Labelled
        label="Group by"
        error={
          groupBy.length > MOST_GROUPS
            ? `${groupBy.length} fields are chosen, and the most is ${MOST_GROUPS}`
            : undefined
        }
      >
        {(name) => (
          <MultiCombobox
            {...name}
            width={60}
            placeholder="None: one count of all"
            options={options}
            value={groupBy}
            onChange={(chosen) => changeGroups(chosen.map(({ value }) => value))}
          />
        )}
      </Labelled>
      {groupBy.length > 0 && (
        <Labelled label="As columns">
          {(name) => (
            <Combobox
              {...name}
              width={26}
              isClearable
              placeholder="None: one row each"
              options={groupBy.map((value) => ({
                value,
                label: columns.find(({ name }) => name === value)?.label ?? value,
              }))}
              value={pivot ?? null}
              onChange={(option) => onChange({ pivot: option?.value, total: option ? total : undefined })}
            />
          )}
        </Labelled>
      )}
      {pivot && (
        <Labelled label="Total" description="A column that sums the others up">
          {(name) => (
            <Switch
              {...name}
              value={total ?? false}
              onChange={(event) => onChange({ total: event.currentTarget.checked || undefined })}
            />
          )}
        </Labelled>
      )}
      <OrderByEditor fields={orders} value={orderBy} onChange={(changed) => onChange({ orderBy: changed })} />
      <LimitInput value={limit} onChange={(changed) => onChange({ limit: changed })} />
    </EditorRow>
  );
}
