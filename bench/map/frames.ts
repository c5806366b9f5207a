import { applyFieldOverrides, type DataFrame, FieldType, type GrafanaTheme2, toDataFrame } from '@grafana/data';
import { withStatusMapping } from '../../src/datasource/statusMappings';
import { makeNodes } from '../../src/fleetmap/testdata/fleet';

const STATUSES = ['failed', 'missing', 'stale', 'unknown', 'neverReported', 'compliant'];

/** What our data source answers for a fleet, with the columns that the map reads, as a dashboard hands it to a panel. */
export function panelFrame(count: number, theme: GrafanaTheme2): DataFrame {
  const [frame] = applyFieldOverrides({
    data: [fleetFrame(count)],
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
  return frame;
}

function fleetFrame(count: number): DataFrame {
  const nodes = makeNodes(count);
  // As they come from an answer, where no two texts share their memory.
  const column = (name: string, values: string[]) => ({
    name,
    type: FieldType.string,
    values: JSON.parse(JSON.stringify(values)),
  });
  const frame = toDataFrame({
    refId: 'A',
    fields: [
      column(
        'nodeId',
        nodes.map(({ id }) => id)
      ),
      column(
        'name',
        nodes.map((_, i) => `host-${i}`)
      ),
      column(
        'account',
        nodes.map(({ account }) => account)
      ),
      column(
        'region',
        nodes.map(({ region }) => region)
      ),
      column(
        'patchStatus',
        nodes.map(({ fill }) => STATUSES[fill])
      ),
    ],
  });
  return { ...frame, fields: frame.fields.map((field) => withStatusMapping(field, 'nodes')) };
}
