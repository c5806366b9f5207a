import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv, VariableInterpolation } from '@grafana/runtime';
import { EmbeddedScene, SceneCanvasText, sceneGraph, type SceneObject, SceneObjectBase } from '@grafana/scenes';

declare global {
  interface Window {
    __grafanaSceneContext?: SceneObject;
  }
}

/** Where no dashboard is shown, only scoped and global variables can be replaced. */
const noDashboard = new EmbeddedScene({ body: new SceneCanvasText({ text: '' }) });

/** Variables of the dashboard on display, for code that doesn't know of scenes: data sources and their editors. */
export class PreviewTemplateSrv implements TemplateSrv {
  replace(target = '', scopedVars?: ScopedVars, format?: string | Function, interpolations?: VariableInterpolation[]) {
    return sceneGraph.interpolate(sceneOf(scopedVars), target, scopedVars, format as string, interpolations);
  }

  containsTemplate(target?: string) {
    const found: VariableInterpolation[] = [];
    this.replace(target, {}, undefined, found);
    return found.some(({ found }) => found);
  }

  getVariables() {
    const variables = window.__grafanaSceneContext ? sceneGraph.getVariables(window.__grafanaSceneContext) : undefined;
    return (variables?.state.variables ?? []).map((variable) => {
      const { name, label, type } = variable.state;
      // As chosen: the option All is itself here, while getValue() gives the values that it stands for.
      const value = 'value' in variable.state ? variable.state.value : variable.getValue();
      return { name, label, type, current: { value, text: variable.getValueText?.() ?? value } };
    }) as unknown as TypedVariableModel[];
  }

  // @grafana/scenes replaces this with one that gives its own ad hoc filters.
  getAdhocFilters() {
    return [];
  }

  // Scenes know the time range of each panel themselves.
  updateTimeRange() {}
}

function sceneOf(scopedVars?: ScopedVars): SceneObject {
  const asking = scopedVars?.__sceneObject?.value?.valueOf();
  return asking instanceof SceneObjectBase ? asking : (window.__grafanaSceneContext ?? noDashboard);
}
