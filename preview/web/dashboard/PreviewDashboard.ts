import { CoreApp, type DataQueryRequest } from '@grafana/data';
import { EmbeddedScene, type SceneObject, VizPanel } from '@grafana/scenes';
import type { DashboardBody } from './DashboardBody';

type EmbeddedSceneState = ConstructorParameters<typeof EmbeddedScene>[0];

/** The scene of one dashboard. Tells data sources, as Grafana does, which panel of which dashboard asks. */
export class PreviewDashboard extends EmbeddedScene {
  private readonly body: DashboardBody;

  constructor(
    state: EmbeddedSceneState & { body: DashboardBody },
    readonly uid: string,
    readonly title: string
  ) {
    super(state);
    this.body = state.body;
  }

  enrichDataRequest(source: SceneObject): Partial<DataQueryRequest> {
    const panel = closestPanel(source);
    return {
      app: CoreApp.Dashboard,
      dashboardUID: this.uid,
      dashboardTitle: this.title,
      panelId: panel?.getLegacyPanelId(),
      panelName: panel?.state.title,
      panelPluginId: panel?.state.pluginId,
    };
  }

  /** Shows one panel alone, by its key `panel-<id>`; the whole dashboard where there is no such panel. */
  view(viewPanel?: string) {
    this.body.setState({ viewPanel });
  }

  /** What a change of the theme needs: colours are worked out together with the field options. */
  repaint() {
    for (const panel of this.body.panels()) {
      panel.clearFieldConfigCache();
      panel.forceRender();
    }
  }
}

function closestPanel(source: SceneObject): VizPanel | undefined {
  return source instanceof VizPanel ? source : source.parent && closestPanel(source.parent);
}
