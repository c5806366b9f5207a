import { type AnnotationQuery, DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { fleetTarget, SOURCE } from '../../src/dashboards/fleetTarget';
import { CPU } from '../../src/dashboards/enrichments';
import { metricSourceVariables, sourceVariable } from '../../src/dashboards/variables';

export const MARKED_UID = 'marked';

/** A graph on which commands are marked, as people who mark them choose nothing but the resource. */
export function marked() {
  return new DashboardBuilder('Marked')
    .uid(MARKED_UID)
    .time({ from: 'now-24h', to: 'now' })
    .variables([sourceVariable(), ...metricSourceVariables()])
    .annotation({ build: () => commands })
    .withPanel(
      new TimeSeriesBuilder()
        .title('CPU')
        .withTarget(
          fleetTarget({
            resource: 'join',
            view: 'table',
            join: {
              left: {
                columns: ['nodeId', 'name'],
                filters: [{ field: 'pingStatus', op: '=', value: 'Online' }],
                limit: 3,
              },
              enrichments: CPU,
              output: 'series',
            },
          })
        )
        .gridPos({ x: 0, y: 0, w: 24, h: 14 })
    )
    .build();
}

const commands = {
  name: 'Commands',
  datasource: SOURCE,
  enable: true,
  iconColor: 'blue',
  target: { refId: 'Anno', resource: 'commands', view: 'table' },
} as unknown as AnnotationQuery;
