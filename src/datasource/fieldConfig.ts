import type { DataFrame, DataQueryResponse, Field } from '@grafana/data';
import { withConsoleLink } from './consoleLinks';
import type { FleetQuery } from './query';
import { withStatusMapping } from './statusMappings';

/** The bundled dashboard about one node; its uid is in the app's plugin.json. */
const NODE_DASHBOARD = '/d/onepane-node';

/**
 * Makes an answer ready to be looked at: statuses in words and colours, addresses as links, and a way from every node to its
 * own dashboard.
 */
export function withFieldConfig(
  answer: DataQueryResponse,
  resource: FleetQuery['resource'],
  sourceUid: string
): DataQueryResponse {
  // Elsewhere `name` is the name of something on the node.
  const linked = resource === 'nodes' || resource === 'join' ? ['nodeId', 'name'] : ['nodeId'];
  const url = `${NODE_DASHBOARD}?var-node=\${__data.fields.nodeId:percentencode}&var-source=${encodeURIComponent(sourceUid)}&\${__url_time_range}`;
  const withLink = (field: Field, frame: DataFrame): Field =>
    linked.includes(field.name) && frame.fields.some(({ name }) => name === 'nodeId')
      ? { ...field, config: { ...field.config, links: [{ title: 'Show node', url }, ...(field.config.links ?? [])] } }
      : field;

  return {
    ...answer,
    data: (answer.data as DataFrame[]).map((frame) => ({
      ...frame,
      meta: { preferredVisualisationType: 'table', ...frame.meta },
      fields: frame.fields.map((field) => withStatusMapping(withConsoleLink(withLink(field, frame)), resource)),
    })),
  };
}
