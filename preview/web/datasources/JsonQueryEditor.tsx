import type { DataQuery, DataSourceApi, QueryEditorProps } from '@grafana/data';
import { Field, TextArea } from '@grafana/ui';
import { useState } from 'react';

/** Stand-ins have no editor of their own: their query is written as the JSON that Grafana would save. */
export function JsonQueryEditor<Source extends DataSourceApi<Query>, Query extends DataQuery>({
  query,
  onChange,
  onRunQuery,
}: QueryEditorProps<Source, Query>) {
  const { refId, datasource, key, hide, ...own } = query;
  const [text, setText] = useState(JSON.stringify(own, null, 2));
  const [error, setError] = useState<string>();
  const save = () => {
    try {
      onChange({ ...JSON.parse(text), refId, datasource, key, hide });
      setError(undefined);
      onRunQuery();
    } catch (failure) {
      setError(`Not JSON: ${(failure as Error).message}`);
    }
  };
  return (
    <Field
      label="Query"
      description="The preview has no editor for this data source"
      error={error}
      invalid={Boolean(error)}
    >
      <TextArea
        rows={10}
        value={text}
        spellCheck={false}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={save}
      />
    </Field>
  );
}
