import type { Dashboard } from '@grafana/schema';
import {
  behaviors,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
} from '@grafana/scenes';
import { buildGrid } from './buildGrid';
import { buildVariables } from './buildVariables';
import { ControlGroup } from './ControlGroup';
import { DashboardBody } from './DashboardBody';
import { DashboardLinks } from './DashboardLinks';
import { PreviewDashboard } from './PreviewDashboard';

/** Maps a classic dashboard (its JSON as Grafana's HTTP API and plugins' `includes` have it) onto a scene. */
export function buildDashboard(dashboard: Dashboard): PreviewDashboard {
  const { time, timezone, timepicker, refresh, links = [], graphTooltip } = dashboard;
  const state = {
    $timeRange: new SceneTimeRange({ from: time?.from ?? 'now-6h', to: time?.to ?? 'now', timeZone: timezone }),
    $variables: new SceneVariableSet({ variables: buildVariables(dashboard.templating?.list ?? []) }),
    $behaviors: [new behaviors.CursorSync({ sync: graphTooltip })],
    controls: [
      new VariableValueSelectors({}),
      new ControlGroup({
        controls: [
          new DashboardLinks({ links }),
          new SceneTimePicker({ hidePicker: timepicker?.hidden }),
          new SceneRefreshPicker({ refresh: refresh ?? '', intervals: timepicker?.refresh_intervals }),
        ],
      }),
    ],
    body: new DashboardBody({ grid: buildGrid(dashboard.panels ?? []) }),
  };
  return new PreviewDashboard(state, dashboard.uid ?? '', dashboard.title ?? '');
}
