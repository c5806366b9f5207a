import {
  type SceneComponentProps,
  type SceneGridLayout,
  sceneGraph,
  SceneObjectBase,
  type SceneObjectState,
  VizPanel,
} from '@grafana/scenes';
import { useEffect } from 'react';

interface DashboardBodyState extends SceneObjectState {
  grid: SceneGridLayout;
  /** Key of the panel that is shown over the whole page in place of the grid: `panel-<id>`. */
  viewPanel?: string;
}

export class DashboardBody extends SceneObjectBase<DashboardBodyState> {
  static Component = ({ model }: SceneComponentProps<DashboardBody>) => {
    const { grid, viewPanel } = model.useState();
    const viewed = model.panels().find(({ state }) => state.key === viewPanel);
    return viewed ? <ViewedPanel panel={viewed} /> : <grid.Component model={grid} />;
  };

  panels(): VizPanel[] {
    return sceneGraph.findDescendents(this.state.grid, VizPanel);
  }
}

function ViewedPanel({ panel }: { panel: VizPanel }) {
  useEffect(() => activateAncestors(panel), [panel]);
  return (
    <div style={{ flex: 1, minHeight: 400 }}>
      <panel.Component model={panel} />
    </div>
  );
}

/** Changes of variables reach active objects only, and what isn't rendered, as the grid here, isn't active by itself. */
function activateAncestors(panel: VizPanel): () => void {
  const deactivations: Array<() => void> = [];
  for (let ancestor = panel.parent; ancestor && !(ancestor instanceof DashboardBody); ancestor = ancestor.parent) {
    deactivations.push(ancestor.activate());
  }
  return () => deactivations.forEach((deactivate) => deactivate());
}
