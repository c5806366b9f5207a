import {
  applyFieldOverrides,
  createTheme,
  toDataFrame,
  type DataContextScopedVar,
  type DataFrame,
  type FieldConfigSource,
  type FieldDTO,
  type InterpolateFunction,
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
    replaceVariables: ofRow,
    theme,
    timeZone: 'utc',
  });
}

/** Of a data link's variables those that name a value in the row: "${__value.raw}" and "${__data.fields.name}". */
const ofRow: InterpolateFunction = (text, scopedVars) => {
  const context: DataContextScopedVar['value'] | undefined = scopedVars?.__dataContext?.value;
  const row = context?.rowIndex;
  if (!context || row === undefined) {
    return text;
  }
  const valueOf = (name: string) => context.frame.fields.find((field) => field.name === name)?.values[row] ?? '';
  return text
    .replace(/\$\{__value\.raw\}/g, () => String(context.field.values[row] ?? ''))
    .replace(/\$\{__data\.fields\.(\w+)\}/g, (_, name: string) => String(valueOf(name)));
};
