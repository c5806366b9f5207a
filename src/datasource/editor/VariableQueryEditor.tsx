import type { QueryEditorProps } from '@grafana/data';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { Combobox, Switch } from '@grafana/ui';
import type { FleetDataSource } from '../datasource';
import { NONE, type FleetQuery, type FleetSettings, type FleetVariableQuery } from '../query';
import { type Column, RESOURCES, schemaOf } from '../../schema/schema';
import { AboutInput } from './AboutInput';
import { ArgumentInputs } from './ArgumentInputs';
import { Labelled } from './Labelled';
import { fieldOptions } from './options';
import { ResourceHelp } from './ResourceHelp';
import { RESOURCE_OPTIONS } from './resourceOptions';
import { ResourceSelect } from './ResourceSelect';
import { SelectionRows } from './SelectionRows';
import { TextInput } from './TextInput';
import { useColumns } from './useColumns';

type Props = QueryEditorProps<FleetDataSource, FleetQuery, FleetSettings, FleetVariableQuery>;

/** Edits what a template variable offers: the values of a field. */
export default function VariableQueryEditor({ datasource, query, onChange }: Props) {
  const { resource = 'nodes', field = '', label, search = '', withNone = false } = query;
  const { about, arguments: taken, description } = schemaOf(resource);
  const columns = useColumns(datasource, resource);
  const fields = fieldOptions(columns.filter(isChoice));
  const change = (changed: Partial<FleetVariableQuery>) => onChange({ ...query, resource, field, ...changed });

  return (
    <EditorRows>
      <EditorRow>
        <ResourceSelect
          options={RESOURCE_OPTIONS}
          value={resource}
          onChange={(chosen) =>
            change({
              resource: chosen,
              field: RESOURCES[chosen].columns.find(isChoice)?.name,
              label: undefined,
              filters: undefined,
              nodeId: undefined,
              id: undefined,
              arguments: undefined,
            })
          }
        />
        {about && <AboutInput {...{ datasource, about }} value={query} onChange={change} />}
        <ArgumentInputs of={taken} value={query.arguments} onChange={change} />
        <Labelled label="Field" error={field ? undefined : 'Choose the field whose values the variable offers'}>
          {(name) => (
            <Combobox
              {...name}
              width={32}
              options={fields}
              value={field || null}
              onChange={({ value }) => change({ field: value })}
            />
          )}
        </Labelled>
        <Labelled label="Shown as">
          {(name) => (
            <Combobox
              {...name}
              width={32}
              isClearable
              placeholder="The field itself"
              options={fields}
              value={label ?? null}
              onChange={(option) => change({ label: option?.value })}
            />
          )}
        </Labelled>
        <Labelled label="Search">
          {(name) => (
            <TextInput
              {...name}
              width={32}
              placeholder="RE2, the whole value: web-.*"
              value={search}
              onCommit={(text) => change({ search: text || undefined })}
            />
          )}
        </Labelled>
        <Labelled label={`Offer ${NONE}`} description="A choice for the rows that have no value in this field">
          {(name) => (
            <Switch
              {...name}
              value={withNone}
              onChange={(event) => change({ withNone: event.currentTarget.checked || undefined })}
            />
          )}
        </Labelled>
      </EditorRow>
      <ResourceHelp schema={{ description }} />
      <SelectionRows {...{ datasource, resource, columns }} value={query} onChange={change} />
    </EditorRows>
  );
}

/** A variable offers texts and booleans. */
function isChoice({ type }: Column): boolean {
  return type === 'string' || type === 'boolean';
}
