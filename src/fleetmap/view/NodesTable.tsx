import { Table, useTheme2 } from '@grafana/ui';
import { compact, uniq } from 'lodash';
import { useMemo } from 'react';
import type { Column } from '../data/column';
import type { MapData } from '../data/mapInput';
import { tableFrame } from '../data/tableFrame';
import { nodesLeft, type useMapState } from './useMapState';

interface Props {
  data: MapData;
  state: Pick<ReturnType<typeof useMapState>, 'seen' | 'inside'>;
  width: number;
  height: number;
}

/**
 * The same nodes row by row, in the map's order: the worst first, where nobody has chosen another. Who they are and how stands
 * where no one has to scroll for it.
 */
export function NodesTable({ data, state: { seen, inside }, width, height }: Props) {
  const theme = useTheme2();
  const frame = useMemo(
    () =>
      tableFrame(
        { ...data.table, columns: columnsIn(data) },
        inOrder(data, nodesLeft(data.input, seen, inside)),
        theme
      ),
    [data, seen, inside, theme]
  );
  return <Table data={frame} width={width} height={height} ariaLabel="Nodes" enablePagination={false} />;
}

const columnsIn = ({ table: { columns }, roles: { identity, label, fill } }: MapData): Column[] =>
  uniq(compact([identity, label, fill, ...columns]));

function inOrder({ input: { fillOf, order = fillOf } }: MapData, nodes: number[]): number[] {
  return nodes.sort((a, b) => order[a] - order[b]);
}
