import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** Gives each panel without an id that of its place. Links to one panel name it by its id, so none may be left to the importer. */
export function withNumberedPanels(model: Dashboard): Dashboard {
  return { ...model, panels: model.panels?.map((panel, index) => ({ ...panel, id: panel.id ?? index + 1 })) };
}
