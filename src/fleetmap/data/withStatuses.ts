import type { DataFrame } from '@grafana/data';
import { withStatusMapping } from '../../datasource/statusMappings';

/**
 * Frames of our data source with words and colours for their statuses. They have them already where its browser part has seen
 * them: public dashboards answer without it, and a status must not get a colour by chance there.
 */
export function withStatuses(frame: DataFrame): DataFrame {
  if (!frame.meta?.custom?.targets) {
    return frame;
  }
  const fields = frame.fields.map((field) => {
    const mapped = field.config.mappings?.length ? field : withStatusMapping(field, 'nodes');
    // What Grafana made to display the field by knows nothing of the mapping.
    return mapped === field ? field : { ...mapped, display: undefined };
  });
  return { ...frame, fields };
}
