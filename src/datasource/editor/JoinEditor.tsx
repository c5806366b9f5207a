import { EditorRow } from '@grafana/plugin-ui';
import { Box, CodeEditor, RadioButtonGroup } from '@grafana/ui';
import { useState } from 'react';
import type { Enrichment, JoinOutput, JoinSpec } from '../../join/spec';
import { parseEnrichments } from '../../join/validate';
import type { FleetDataSource } from '../datasource';
import type { LeftNodes } from '../query';
import { Labelled } from './Labelled';
import { SelectionRows } from './SelectionRows';
import { TableRow } from './TableRow';
import { useColumns } from './useColumns';

type Join = JoinSpec<LeftNodes>;

interface Props {
  datasource: FleetDataSource;
  value: Partial<Join> | undefined;
  onChange: (value: Join) => void;
}

const EMPTY: Join = { left: {}, enrichments: [], output: 'table' };

/** Edits a join: the nodes on the left with the usual inputs, what other data sources add as JSON. */
export default function JoinEditor({ datasource, value: saved, onChange }: Props) {
  const value = { ...EMPTY, ...saved };
  const columns = useColumns(datasource, 'nodes');
  const changeLeft = (changed: LeftNodes) => onChange({ ...value, left: { ...value.left, ...changed } });
  return (
    <>
      <EditorRow>
        <Labelled label="Output">
          {(name) => (
            <RadioButtonGroup
              {...name}
              options={OUTPUTS}
              value={value.output}
              onChange={(output) => onChange({ ...value, output })}
            />
          )}
        </Labelled>
      </EditorRow>
      <SelectionRows {...{ datasource, columns }} resource="nodes" value={value.left} onChange={changeLeft} />
      <TableRow columns={columns} value={value.left} onChange={changeLeft} />
      <EditorRow>
        <Box grow={1}>
          <EnrichmentsEditor
            value={value.enrichments}
            onChange={(enrichments) => onChange({ ...value, enrichments })}
          />
        </Box>
      </EditorRow>
    </>
  );
}

interface EnrichmentsProps {
  value: Enrichment[];
  onChange: (value: Enrichment[]) => void;
}

/** What is wrong is said, stays in the editor, and isn't run. */
function EnrichmentsEditor({ value, onChange }: EnrichmentsProps) {
  const [wrong, setWrong] = useState<{ text: string; reason: string }>();
  const commit = (text: string) => {
    try {
      onChange(parseEnrichments(text));
      setWrong(undefined);
    } catch (error) {
      setWrong({ text, reason: (error as Error).message });
    }
  };
  return (
    <Labelled
      label="Enrichments"
      description="Queries to other data sources, whose results are matched to the nodes"
      error={wrong?.reason}
    >
      {() => (
        <CodeEditor
          language="json"
          width="100%"
          height={240}
          showMiniMap={false}
          value={wrong?.text ?? JSON.stringify(value, null, 2)}
          onBlur={commit}
          onSave={commit}
        />
      )}
    </Labelled>
  );
}

const OUTPUTS: Array<{ value: JoinOutput; label: string; description: string }> = [
  { value: 'table', label: 'Table', description: 'Nodes with the columns that the enrichments fill' },
  { value: 'series', label: 'Series', description: 'Time series of the nodes that were matched' },
  { value: 'report', label: 'Match report', description: 'What matched, and what did not' },
  { value: 'unmonitored', label: 'Unmonitored', description: 'Nodes that no data source has metrics of' },
];
