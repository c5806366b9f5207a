import type { AdHocVariableFilter } from '@grafana/data';
import type { VariableModel } from '@grafana/schema';
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  type SceneDataQuery,
  type SceneVariable,
  TextBoxVariable,
} from '@grafana/scenes';

/** Fields that the JSON has and @grafana/schema's type of it leaves out. */
type Variable = VariableModel & {
  auto?: boolean;
  auto_min?: string;
  auto_count?: number;
  filters?: AdHocVariableFilter[];
  baseFilters?: AdHocVariableFilter[];
};

/** A dashboard's template variables as scene variables. Throws for a type that the preview doesn't have. */
export function buildVariables(variables: VariableModel[]): SceneVariable[] {
  return variables.map((variable) => buildVariable(variable));
}

function buildVariable(variable: Variable): SceneVariable {
  const { type, name, label, description, hide, skipUrlSync, current, datasource } = variable;
  const common = { name, label, description, hide, skipUrlSync };
  const query = typeof variable.query === 'string' ? variable.query : '';
  switch (type) {
    case 'datasource':
      return new DataSourceVariable({ ...common, ...choice(variable), pluginId: query, regex: variable.regex });
    case 'query':
      return new QueryVariable({
        ...common,
        ...choice(variable),
        datasource,
        query: variable.query as string | SceneDataQuery,
        regex: variable.regex,
        refresh: variable.refresh,
        sort: variable.sort,
      });
    case 'custom':
      return new CustomVariable({ ...common, ...choice(variable), query });
    case 'interval':
      return new IntervalVariable({
        ...common,
        value: currentText(current?.value) ?? '',
        intervals: query.split(',').map((interval) => interval.trim()),
        autoEnabled: variable.auto,
        autoMinInterval: variable.auto_min,
        autoStepCount: variable.auto_count,
      });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: currentText(current?.value) ?? query });
    case 'constant':
      return new ConstantVariable({ ...common, value: query });
    case 'adhoc':
      return new AdHocFiltersVariable({
        ...common,
        datasource: datasource ?? null,
        filters: variable.filters ?? [],
        baseFilters: variable.baseFilters,
        applyMode: 'auto',
        allowCustomValue: variable.allowCustomValue,
      });
    default:
      throw new Error(`Variable ${name} is of type ${type}, which the preview doesn't have.`);
  }
}

/** What variables with a list of options have in common. A variable that was saved without a value takes its first option. */
function choice({ current, multi, includeAll, allValue, allowCustomValue }: Variable) {
  return {
    value: current?.value ?? '',
    text: current?.text ?? '',
    isMulti: multi,
    includeAll,
    allValue: allValue ?? undefined,
    allowCustomValue,
  };
}

const currentText = (value?: string | string[]) => (Array.isArray(value) ? value[0] : value);
