import {
  FieldType,
  VisualizationSuggestionScore,
  type DataFrame,
  type Field,
  type PanelDataSummary,
  type VisualizationSuggestion,
} from '@grafana/data';
import { isTimeSeries } from './data/seriesTable';
import type { FleetMapOptions } from './options';

/** Fewer things than this are better read one by one. */
const FEWEST = 10;

/**
 * Offers the map for data that tells of many things by name and has something to colour them by: rows of a table, or time
 * series with labels, of which the last value counts and time series panels show more. Grafana 12.3 asks its own panels only;
 * later ones ask those of plugins, too.
 */
export function suggest({ rawFrames = [] }: PanelDataSummary): Array<VisualizationSuggestion<FleetMapOptions>> | void {
  const series = rawFrames.filter(isTimeSeries);
  const tables = rawFrames.filter((frame) => !isTimeSeries(frame) && tellsOfStates(frame));
  const score = tables.some(({ length }) => length >= FEWEST)
    ? VisualizationSuggestionScore.Good
    : series.flatMap(labelled).length >= FEWEST
      ? VisualizationSuggestionScore.OK
      : undefined;
  if (score === undefined) {
    return;
  }
  return [
    {
      score,
      cardOptions: {
        previewModifier: (suggestion) => {
          suggestion.options = { ...suggestion.options, showLegend: false, showSearch: false, showChoices: false };
        },
      },
    },
  ];
}

/** A row for each of many names, with something beside it. Rows that go through time, such as logs, are no things. */
function tellsOfStates({ fields, length }: DataFrame): boolean {
  const isName = ({ type, values }: Field) => type === FieldType.string && new Set(values).size === length;
  const [first] = fields;
  const isOverTime = first?.type === FieldType.time && new Set(first.values).size > 1;
  return fields.length > 1 && !isOverTime && fields.some(isName);
}

const labelled = ({ fields }: DataFrame) =>
  fields.filter(({ type, labels }) => type === FieldType.number && Object.keys(labels ?? {}).length > 0);
