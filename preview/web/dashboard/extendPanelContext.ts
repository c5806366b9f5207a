import { AdHocFiltersVariable, sceneGraph, type VizPanel } from '@grafana/scenes';
import type { PanelContext } from '@grafana/ui';

/** What panels may do to the dashboard that they are in. */
export function extendPanelContext(panel: VizPanel, context: PanelContext) {
  context.onAddAdHocFilter = ({ key, operator, value }) => {
    const adHoc = sceneGraph
      .getVariables(panel)
      .state.variables.find((variable) => variable instanceof AdHocFiltersVariable);
    adHoc?.setState({ filters: [...adHoc.state.filters, { key, operator, value }] });
  };
  // PanelChrome shows notices in the header only where they can be looked into; PanelInspector hears of it.
  context.onOpenInspector = panel.onStatusMessageClick;
}
