import {
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  MappingType,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { act, screen, within } from '@testing-library/react';
import { DEFAULT_OPTIONS, type FleetMapOptions } from '../../options';
import { panelFrames } from '../../testdata/panelFrames';
import FleetMapPanel from '../FleetMapPanel';

const mapping = {
  type: MappingType.ValueToText as const,
  options: {
    failed: { text: '✕ Failed', color: 'red', index: 0 },
    compliant: { text: '✓ Compliant', color: 'green', index: 1 },
  },
};

/** A frame of three nodes; `columns` come in the place of its own or beside them. */
export const fleet = (meta?: object, columns: Record<string, unknown[]> = {}) => {
  const values = {
    nodeId: ['i-1', 'i-2', 'i-3'],
    name: ['web-1', 'web-2', '<b>db</b>'],
    region: ['eu-west-1', 'eu-west-1', 'us-east-1'],
    patchStatus: ['failed', 'compliant', 'compliant'],
    ...columns,
  };
  const configs: Record<string, object> = {
    nodeId: { links: [{ title: 'Show node', url: '/d/onepane-node?var-node=${__value.raw}' }] },
    patchStatus: { mappings: [mapping] },
  };
  return {
    refId: 'A',
    meta,
    fields: Object.entries(values).map(([name, values]) => ({ name, values, config: configs[name] })),
  };
};

export const answer = (parts: Parameters<typeof panelFrames>[0], more: Partial<PanelData> = {}): PanelData => ({
  state: LoadingState.Done,
  series: panelFrames(parts),
  timeRange: getDefaultTimeRange(),
  ...more,
});

/** The panel on a dashboard that has one variable: `node`, with the value i-2. */
export function panel(data: PanelData, options: Partial<FleetMapOptions> = {}, size = { width: 800, height: 600 }) {
  const props = {
    data,
    options: { ...DEFAULT_OPTIONS, ...options },
    ...size,
    replaceVariables: (text: string) => text.replace('${node:raw}', 'i-2'),
    eventBus: new EventBusSrv(),
  } as unknown as PanelProps<FleetMapOptions>;
  return <FleetMapPanel {...props} />;
}

/** What the panel tells to those who don't see it. */
export const said = () => screen.getByRole('status').textContent;

export const legend = () => within(screen.getByRole('toolbar', { name: 'Legend' }));

/** Gives the focus to a cell, as Tab does. */
export function focusCell(name?: string) {
  const cells = screen.getAllByRole('gridcell');
  const cell = name ? screen.getByRole('gridcell', { name }) : cells.find(({ tabIndex }) => tabIndex === 0)!;
  act(() => cell.focus());
  return cell;
}

export const focused = () => document.activeElement?.getAttribute('aria-label');
