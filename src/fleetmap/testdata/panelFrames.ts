import {
  applyFieldOverrides,
  createTheme,
  toDataFrame,
  type DataFrame,
  type FieldConfigSource,
  type FieldDTO,
} from '@grafana/data';

export const theme = createTheme({ colors: { mode: 'dark' } });

interface FrameParts {
  refId?: string;
  fields: Array<Partial<FieldDTO> & { name: string }>;
  meta?: DataFrame['meta'];
}

/** Frames as a panel gets them: with field config applied, display processors and links. */
export function panelFrames(
  parts: FrameParts[],
  fieldConfig: FieldConfigSource = { defaults: {}, overrides: [] }
): DataFrame[] {
  return applyFieldOverrides({
    data: parts.map((part) => toDataFrame(part)),
    fieldConfig,
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
}
