import type { Panel, RowPanel } from '@grafana/schema';
import { SceneGridItem, SceneGridLayout, SceneGridRow } from '@grafana/scenes';
import { buildPanel } from './buildPanel';

/**
 * Panels where `gridPos` puts them. A row keeps its own panels when it is collapsed; when it is open, the panels that
 * follow it up to the next row are its own.
 */
export function buildGrid(panels: Array<Panel | RowPanel>): SceneGridLayout {
  const children: Array<SceneGridItem | SceneGridRow> = [];
  let openRow: { row: RowPanel; items: SceneGridItem[] } | undefined;
  const closeRow = () => {
    if (openRow) {
      children.push(buildRow(openRow.row, openRow.items));
      openRow = undefined;
    }
  };
  for (const panel of panels) {
    if (!isRow(panel)) {
      (openRow?.items ?? children).push(buildItem(panel));
      continue;
    }
    closeRow();
    if (panel.collapsed) {
      children.push(buildRow(panel, (panel.panels as Panel[]).map(buildItem)));
    } else {
      openRow = { row: panel, items: [] };
    }
  }
  closeRow();
  return new SceneGridLayout({ isLazy: true, isDraggable: false, isResizable: false, children });
}

function buildRow({ id, title, collapsed, gridPos }: RowPanel, children: SceneGridItem[]): SceneGridRow {
  return new SceneGridRow({ key: `row-${id}`, title: title ?? '', isCollapsed: collapsed, y: gridPos?.y, children });
}

function buildItem(panel: Panel): SceneGridItem {
  const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: 12, h: 8 };
  return new SceneGridItem({ key: `grid-item-${panel.id}`, x, y, width: w, height: h, body: buildPanel(panel) });
}

const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';
