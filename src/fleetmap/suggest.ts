import { VisualizationSuggestionScore, type PanelDataSummary, type VisualizationSuggestion } from '@grafana/data';
import type { FleetMapOptions } from './options';

/** Fewer things than this are better read one by one. */
const FEWEST = 10;

/** Offers the map for data that has many rows with a name and something to colour them by. */
export function suggest(summary: PanelDataSummary): Array<VisualizationSuggestion<FleetMapOptions>> | void {
  const hasState = summary.stringFieldCount > 1 || summary.hasNumberField;
  if (!summary.hasStringField || !hasState || summary.rowCountTotal < FEWEST || summary.hasTimeField) {
    return;
  }
  return [
    {
      score: VisualizationSuggestionScore.Good,
      cardOptions: {
        previewModifier: (suggestion) => {
          suggestion.options = { ...suggestion.options, showLegend: false, showSearch: false };
        },
      },
    },
  ];
}
