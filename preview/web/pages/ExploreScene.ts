import { CoreApp, type DataQueryRequest } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import { extendPanelContext } from '../dashboard/extendPanelContext';
import type { ExplorePane } from './exploreUrl';

export type Look = 'table' | 'timeseries';

/** The answer to one query, with the time that it is asked for. */
export class ExploreScene extends EmbeddedScene {
  readonly queries: SceneQueryRunner;
  readonly timeRange: SceneTimeRange;
  private readonly panel: VizPanel;

  constructor(query: DataQuery, range: ExplorePane['range']) {
    const queries = new SceneQueryRunner({ queries: [query], datasource: query.datasource ?? undefined });
    const timeRange = new SceneTimeRange(range ?? { from: 'now-1h', to: 'now' });
    const panel = new VizPanel({ pluginId: 'table', title: 'Answer', $data: queries, extendPanelContext });
    super({
      $timeRange: timeRange,
      controls: [new SceneControlsSpacer(), new SceneTimePicker({}), new SceneRefreshPicker({})],
      body: new SceneFlexLayout({ children: [new SceneFlexItem({ body: panel, minHeight: 400 })] }),
    });
    this.queries = queries;
    this.timeRange = timeRange;
    this.panel = panel;
  }

  enrichDataRequest(): Partial<DataQueryRequest> {
    return { app: CoreApp.Explore };
  }

  run(query: DataQuery) {
    this.queries.setState({ queries: [query] });
    this.queries.runQueries();
  }

  show(look: Look) {
    void this.panel.changePluginType(look);
  }
}
