import { Table } from '@grafana/ui';
import { useMemo } from 'react';
import type { NodeTable } from '../data/column';
import { tableFrame } from '../data/tableFrame';

interface Props {
  table: NodeTable;
  /** The nodes that legend and search let through. */
  nodes: number[];
  width: number;
  height: number;
}

/** The same nodes row by row. */
export function NodesTable({ table, nodes, width, height }: Props) {
  const frame = useMemo(() => tableFrame(table, nodes), [table, nodes]);
  return <Table data={frame} width={width} height={height} ariaLabel="Nodes" enablePagination={false} />;
}
