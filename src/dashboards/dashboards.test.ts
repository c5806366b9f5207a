import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { RESOURCES, findColumn } from '../schema/schema';
import type { FleetQuery } from '../datasource/query';
import type { Resource } from '../schema/resource';
import fleetMapPlugin from '../fleetmap/plugin.json';
import appPlugin from '../plugin.json';
import { DASHBOARDS } from './all';

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
    ...(part.orderBy ?? []).map((order) => order.field),
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
    expect(sources.map((variable) => variable.query)).toEqual([
      'onepane-ssm-datasource',
      'cloudwatch',
      'grafana-azure-monitor-datasource',
      'prometheus',
    ]);
  });

  it('asks only for resources and columns that there are', () => {
    for (const [resource, name] of queriesOf(dashboard).flatMap(columnsNamedBy)) {
      expect(Object.keys(RESOURCES)).toContain(resource);
      expect([name, findColumn(resource, name)?.name]).toEqual([name, name]);
    }
  });

  it('uses only variables that it has', () => {
    const known = new Set(dashboard.templating!.list!.map((variable) => variable.name));
    const used = [...JSON.stringify(dashboard).matchAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g)].map(
      ([, braced, plain]) => braced ?? plain
    );
    expect(used.filter((name) => !known.has(name) && !name.startsWith('__'))).toEqual([]);
  });

  it('is made of panels that every Grafana and the preview have or that are our own, each with a title, none over another', () => {
    const cells = new Set<string>();
    for (const panel of panelsOf(dashboard)) {
      expect(['table', 'stat', 'bargauge', 'timeseries', 'text', fleetMapPlugin.id]).toContain(panel.type);
      expect(panel.title).toBeTruthy();
      const { x, y, w, h } = panel.gridPos!;
      expect(x + w).toBeLessThanOrEqual(24);
      for (let row = y; row < y + h; row++) {
        for (let column = x; column < x + w; column++) {
          expect(cells).not.toContain(`${column}/${row}`);
          cells.add(`${column}/${row}`);
        }
      }
    }
  });
});
