import { CoreApp, type QueryEditorProps } from '@grafana/data';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { useEffect } from 'react';
import { loadedOnDemand } from '../../loadedOnDemand';
import type { FleetDataSource } from '../datasource';
import type { FleetQuery, FleetSettings, View } from '../query';
import type { Resource } from '../../schema/resource';
import { type Example, isResource, schemaOf } from '../../schema/schema';
import { AboutInput } from './AboutInput';
import { ArgumentInputs } from './ArgumentInputs';
import { CountRow } from './CountRow';
import { Labelled } from './Labelled';
import { ResourceHelp } from './ResourceHelp';
import { ALL_OPTIONS, JOIN } from './resourceOptions';
import { ResourceSelect } from './ResourceSelect';
import { SelectionRows } from './SelectionRows';
import { TableRow } from './TableRow';
import { useColumns } from './useColumns';
import { useToldOnce } from './useToldOnce';

const JoinEditor = loadedOnDemand(() => import('./JoinEditor'));

type Props = QueryEditorProps<FleetDataSource, FleetQuery, FleetSettings>;

/** Edits a query of the fleet; it runs at every change that is complete. */
export default function QueryEditor(props: Props) {
  useDefaultsOfRule(props);
  const { app, datasource, query, onChange, onRunQuery } = props;
  const resource = query.resource ?? 'nodes';
  const isKnown = resource === 'join' || isResource(resource);
  const { about, arguments: taken } = schemaOf(resource);
  const change = useToldOnce(query, (changed: Partial<FleetQuery>) => {
    // A query that came without a resource shows the default one, and from now on names it.
    onChange({ ...query, resource, ...changed });
    onRunQuery();
  });
  return (
    <EditorRows>
      <EditorRow>
        <ResourceSelect
          options={ALL_OPTIONS}
          value={resource}
          error={
            isKnown ? undefined : `There is no resource "${resource}" in this version of the plugin: choose another`
          }
          onChange={(chosen) => change(emptied(query, chosen))}
        />
        {resource !== 'join' && (
          <Labelled label="View">
            {(name) => (
              <RadioButtonGroup
                {...name}
                options={VIEWS}
                value={query.view ?? 'table'}
                onChange={(view) => change({ view, columns: undefined, ...UNGROUPED })}
              />
            )}
          </Labelled>
        )}
        {about && <AboutInput {...{ datasource, about }} value={query} onChange={change} />}
        <ArgumentInputs of={taken} value={query.arguments} onChange={change} />
      </EditorRow>
      {resource === 'join' ? (
        <>
          <ResourceHelp schema={JOIN} />
          <JoinEditor datasource={datasource} value={query.join} onChange={(join) => change({ join })} />
        </>
      ) : (
        <>
          {isKnown && (
            <ResourceHelp
              schema={schemaOf(resource)}
              onChoose={(example) =>
                change({ ...emptied(query, resource), ...aboutOf(query), ...askedBy(example, app) })
              }
            />
          )}
          <ResourceRows datasource={datasource} resource={resource} query={query} onChange={change} />
        </>
      )}
    </EditorRows>
  );
}

/** Grafana shows a new rule's query with our defaults laid under it, and saves it without them where nobody touches it. */
function useDefaultsOfRule({ app, datasource, query, queries, onChange }: Props) {
  const saved: Partial<FleetQuery> | undefined = queries?.find(({ refId }) => refId === query.refId);
  const isBare = app === CoreApp.UnifiedAlerting && saved !== undefined && !saved.resource;
  useEffect(() => {
    if (isBare) {
      onChange({ ...datasource.getDefaultQuery(app), ...query });
    }
  }, [isBare]); // eslint-disable-line react-hooks/exhaustive-deps -- once, whatever function it is told by
}

interface RowsProps {
  datasource: FleetDataSource;
  resource: Resource;
  query: FleetQuery;
  onChange: (changed: Partial<FleetQuery>) => void;
}

function ResourceRows({ datasource, resource, query, onChange }: RowsProps) {
  const columns = useColumns(datasource, resource);
  return (
    <>
      <SelectionRows {...{ datasource, resource, columns, onChange }} value={query} />
      {query.view === 'count' ? (
        <CountRow columns={columns} value={query} onChange={onChange} />
      ) : (
        <TableRow columns={columns} value={query} onChange={onChange} />
      )}
    </>
  );
}

const VIEWS: Array<{ value: View; label: string; description: string }> = [
  { value: 'table', label: 'Table', description: 'One row each' },
  { value: 'count', label: 'Count', description: 'How many, by up to three fields' },
];

const UNGROUPED = { groupBy: undefined, pivot: undefined, total: undefined, orderBy: undefined };

/** Another resource has other fields, so only the scope can stay. */
function emptied({ scope }: FleetQuery, resource: FleetQuery['resource']): Partial<FleetQuery> {
  return {
    resource,
    view: 'table',
    scope,
    filters: undefined,
    columns: undefined,
    ...UNGROUPED,
    limit: undefined,
    ...aboutOf({}),
    join: resource === 'join' ? { left: { scope }, enrichments: [], output: 'table' } : undefined,
  };
}

/** What a query says of the one that it is about, and with what it asks. */
function aboutOf({ nodeId, id, arguments: given }: Partial<FleetQuery>): Partial<FleetQuery> {
  return { nodeId, id, arguments: given };
}

/** An alert rule takes a number, so there the rows that an example lists are counted. */
function askedBy({ title: _, ...asked }: Example, app: CoreApp | undefined): Partial<FleetQuery> {
  if (app === CoreApp.UnifiedAlerting && !asked.groupBy) {
    return { view: 'count', filters: asked.filters };
  }
  return { view: asked.groupBy ? 'count' : 'table', ...asked };
}
