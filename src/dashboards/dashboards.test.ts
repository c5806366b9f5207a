import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { range } from 'lodash';
import { RESOURCES, findColumn } from '../schema/schema';
import type { FleetQuery } from '../datasource/query';
import type { Resource } from '../schema/resource';
import fleetMapPlugin from '../fleetmap/plugin.json';
import appPlugin from '../plugin.json';
import { DASHBOARDS } from './all';
import { node } from './node';
import { withNumberedPanels } from './numberedPanels';

const dashboards = Object.entries(DASHBOARDS).map(([file, build]): [string, Dashboard] => [file, build().build()]);

const panelsOf = (dashboard: Dashboard) => dashboard.panels as Panel[];
const queriesOf = (dashboard: Dashboard) =>
  panelsOf(dashboard).flatMap((panel) => (panel.targets ?? []) as unknown as FleetQuery[]);

/** Every column that a query names, with the resource that has to have it. */
function columnsNamedBy(query: FleetQuery): Array<[Resource, string]> {
  const { left = {} } = query.join ?? {};
  const resource = query.resource === 'join' ? 'nodes' : query.resource;
  const names = [query, left as Partial<FleetQuery>].flatMap((part) => [
    ...(part.columns ?? []),
    ...(part.groupBy ?? []),
    ...(part.filters ?? []).map((filter) => filter.field),
    ...(part.orderBy ?? []).map((order) => order.field).filter((name) => query.view !== 'count' || name !== 'count'),
  ]);
  return names.map((name) => [resource, name]);
}

describe.each(dashboards)('%s', (file, dashboard) => {
  it('is included by the app under its uid and title', () => {
    expect(appPlugin.includes).toContainEqual(
      expect.objectContaining({
        type: 'dashboard',
        path: `dashboards/${file}`,
        uid: dashboard.uid,
        name: dashboard.title,
      })
    );
  });

  it('names no data source of anyone’s: only variables that find theirs', () => {
    const named = [...JSON.stringify(dashboard).matchAll(/"uid":"([^"]*)"/g)].map(([, uid]) => uid);
    expect(new Set(named)).toEqual(new Set([dashboard.uid, '${source}']));
    expect(dashboard).not.toHaveProperty('__inputs');
    const sources = dashboard.templating!.list!.filter((variable) => variable.type === 'datasource');
    const metrics = ['cloudwatch', 'grafana-azure-monitor-datasource', 'prometheus'];
    const joins = queriesOf(dashboard).some(({ resource }) => resource === 'join');
    expect(sources.map((variable) => variable.query)).toEqual(['onepane-ssm-datasource', ...(joins ? metrics : [])]);
  });

  it('asks only for resources and columns that there are', () => {
    for (const [resource, name] of queriesOf(dashboard).flatMap(columnsNamedBy)) {
      expect(Object.keys(RESOURCES)).toContain(resource);
      expect([name, findColumn(resource, name)?.name]).toEqual([name, name]);
    }
  });

  it('marks on its graphs only columns that there are, by the labels that Grafana knows them by', () => {
    const annotations = (dashboard.annotations?.list ?? []) as unknown as Array<{
      target: FleetQuery;
      mappings: Record<string, { value: string }>;
    }>;
    for (const { target, mappings } of annotations) {
      const labels = target.columns!.map((name) => findColumn(target.resource as Resource, name)?.label);
      expect(Object.values(mappings).map(({ value }) => value)).toEqual(labels);
    }
    expect(annotations).toHaveLength(file === 'node.json' ? 1 : 0);
  });

  it('names no field with a colon in a link or a title: Grafana takes what follows for a format', () => {
    expect(JSON.stringify(dashboard).match(/__data\.fields\[\\?"[^"\]]*:/g) ?? []).toEqual([]);
  });

  it('uses only variables that it has', () => {
    const known = new Set(dashboard.templating!.list!.map((variable) => variable.name));
    const used = [...JSON.stringify(dashboard).matchAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g)].map(
      ([, braced, plain]) => braced ?? plain
    );
    expect(used.filter((name) => !known.has(name) && !name.startsWith('__'))).toEqual([]);
  });

  it('is made of panels that every Grafana and the preview have or that are our own, each with a title and what it counts, none over another', () => {
    const cells = panelsOf(dashboard).flatMap(({ type, title, description, gridPos }) => {
      expect(['table', 'stat', 'bargauge', 'timeseries', 'text', fleetMapPlugin.id]).toContain(type);
      expect(title).toBeTruthy();
      expect([title, description]).toEqual([title, expect.stringMatching(/\.$/)]);
      const { x, y, w, h } = gridPos!;
      expect(x + w).toBeLessThanOrEqual(24);
      return range(y, y + h).flatMap((row) => range(x, x + w).map((column) => `${column}/${row}`));
    });
    expect(cells.filter((cell, index) => cells.indexOf(cell) !== index)).toEqual([]);
  });

  it('gives each panel an id of its own', () => {
    const ids = panelsOf(withNumberedPanels(dashboard)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a link for every figure that counts nodes or targets', () => {
    const counting = panelsOf(dashboard).filter(({ targets = [] }) =>
      (targets as unknown as FleetQuery[]).some(({ view }) => view === 'count')
    );
    for (const { title, targets, fieldConfig } of counting) {
      const linked = fieldConfig!.overrides.filter(({ properties }) => properties.some(({ id }) => id === 'links'));
      const matched = linked.map(({ matcher }) => matcher.options as string);
      for (const query of targets as unknown as FleetQuery[]) {
        expect([title, matched]).toEqual([title, expect.arrayContaining(figuresOf(query, matched))]);
      }
    }
  });
});

it('leads from a node to a session, Fleet Manager and its console', () => {
  const identity = panelsOf(node().build()).find(({ title }) => title === 'Identity')!;
  const links = identity.fieldConfig!.overrides.flatMap(({ properties }) =>
    properties.filter(({ id, value }) => id === 'links' && value.length > 1).map(({ value }) => value)
  );
  expect(links.flat().map(({ title }) => title)).toEqual(['Start session', 'Fleet Manager', 'Console']);
});

/** What a query's figures are called where overrides match them: by status, by the column of counts, or by query. */
function figuresOf({ resource, refId, pivot }: FleetQuery, matched: string[]): string[] {
  if (pivot) {
    const statuses = findColumn(resource as Resource, pivot)!.values!;
    return matched.includes('share') ? ['share', 'unknown', 'neverReported'] : statuses;
  }
  return matched.includes('count') ? ['count'] : [refId];
}
