import { CoreApp, type DataQueryRequest } from '@grafana/data';
import { EmbeddedScene, sceneGraph, type SceneObject, VizPanel } from '@grafana/scenes';

type EmbeddedSceneState = ConstructorParameters<typeof EmbeddedScene>[0];

/** The scene of one dashboard. Tells data sources, as Grafana does, which panel of which dashboard asks. */
export class PreviewDashboard extends EmbeddedScene {
  constructor(
    state: EmbeddedSceneState,
    readonly uid: string,
    readonly title: string
  ) {
    super(state);
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

  /** What a change of the theme needs: colours are worked out together with the field options. */
  repaint() {
    for (const panel of sceneGraph.findDescendents(this, VizPanel)) {
      panel.clearFieldConfigCache();
      panel.forceRender();
    }
  }
}

function closestPanel(source: SceneObject): VizPanel | undefined {
  return source instanceof VizPanel ? source : source.parent && closestPanel(source.parent);
}
