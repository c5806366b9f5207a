import { TreemapChart } from 'echarts/charts';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { growTree, type Branch } from '../../src/fleetmap/layout/tree';
import type { MapInput } from '../../src/fleetmap/model';

register([TreemapChart, CanvasRenderer]);

interface Item {
  name: string;
  value?: number;
  itemStyle?: { color: string };
  children?: Item[];
}

/** The same nodes, groups and colours as Apache ECharts' treemap, without animation; every node is drawn, however small. */
export function drawTreemap(input: MapInput, width: number, height: number, devicePixelRatio: number): Promise<void> {
  const container = document.createElement('div');
  container.style.cssText = `position:absolute;left:0;top:0;width:${width}px;height:${height}px`;
  document.body.append(container);
  const { root, members } = growTree(input, null);
  const toItem = ({ path, children, first, count }: Branch): Item => ({
    name: path.at(-1) ?? '',
    children:
      children.length > 0
        ? children.map(toItem)
        : Array.from(members.subarray(first, first + count), (node) => ({
            name: input.labels[node],
            value: 1,
            itemStyle: { color: input.fills[input.fillOf[node]].color },
          })),
  });

  const chart = init(container, null, { renderer: 'canvas', width, height, devicePixelRatio });
  return new Promise((resolve) => {
    chart.on('finished', () => resolve());
    chart.setOption({
      animation: false,
      series: [
        {
          type: 'treemap',
          data: toItem(root).children,
          left: 0,
          top: 0,
          right: 0,
          bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          label: { show: false },
          visibleMin: 0,
          childrenVisibleMin: 0,
        },
      ],
    });
  });
}
