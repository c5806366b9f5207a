import { EditorRow } from '@grafana/plugin-ui';
import { MultiCombobox } from '@grafana/ui';
import type { FleetDataSource } from '../datasource';
import type { FleetQuery } from '../query';
import type { Resource } from '../../schema/resource';
import type { Column } from '../../schema/schema';
import { FilterEditor } from './FilterEditor';
import { ItemList } from './ItemList';
import { Labelled } from './Labelled';
import { LabelledGroup } from './LabelledGroup';
import { scopeOptions } from './options';

type Selection = Pick<FleetQuery, 'scope' | 'filters'>;

interface Props {
  datasource: FleetDataSource;
  resource: Resource;
  columns: Column[];
  value: Selection;
  onChange: (changed: Selection) => void;
}

/** Which rows are asked for: accounts, Regions, filters. */
export function SelectionRows({ datasource, resource, columns, value: { scope, filters }, onChange }: Props) {
  const changeScope = (changed: Selection['scope']) => {
    const { accounts, regions } = { ...scope, ...changed };
    onChange({ scope: accounts?.length || regions?.length ? { accounts, regions } : undefined });
  };
  return (
    <>
      <EditorRow>
        <Labelled label="Accounts">
          {(name) => (
            <MultiCombobox
              {...name}
              width={40}
              createCustomValue
              placeholder="All configured"
              options={scopeOptions(async () =>
                (await datasource.accounts()).map(({ id, name }) => ({ value: id, label: name || id, description: id }))
              )}
              value={scope?.accounts ?? []}
              onChange={(options) => changeScope({ accounts: options.map(({ value }) => value) })}
            />
          )}
        </Labelled>
        <Labelled label="Regions">
          {(name) => (
            <MultiCombobox
              {...name}
              width={40}
              createCustomValue
              placeholder="All configured"
              options={scopeOptions(async () => (await datasource.regions()).map((value) => ({ value, label: value })))}
              value={scope?.regions ?? []}
              onChange={(options) => changeScope({ regions: options.map(({ value }) => value) })}
            />
          )}
        </Labelled>
      </EditorRow>
      <EditorRow>
        <LabelledGroup label="Filters">
          <ItemList
            key={resource}
            items={filters ?? []}
            noun="filter"
            onChange={(changed) => onChange({ filters: changed.length > 0 ? changed : undefined })}
          >
            {(filter, onChange) => <FilterEditor {...{ datasource, resource, columns, filter, onChange }} />}
          </ItemList>
        </LabelledGroup>
      </EditorRow>
    </>
  );
}
