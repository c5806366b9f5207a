import type { Group, Rect } from '../model';
import { plainLook } from './looks';
import type { Pen } from './Pen';
import { grouping } from '../grouping';

/** The bar of states under a title, and what is free around the title's words: CSS pixels. */
const BAR_HEIGHT = 3;
const PADDING = 4;

/** Paints a group's box and its title: the name, how many nodes, and a bar of how they are. */
export function paintGroup(pen: Pen, group: Group): void {
  const area = pen.area(group.rect);
  pen.fill(pen.theme.box, area);
  if (group.titleHeight === 0) {
    return;
  }
  const padding = PADDING * pen.pixelRatio;
  const barHeight = Math.round(BAR_HEIGHT * pen.pixelRatio);
  const height = pen.y(group.rect.y + group.titleHeight) - area.y - barHeight - Math.round(pen.pixelRatio);
  const line = { x: area.x + padding, y: area.y, width: area.width - 2 * padding, height };
  const half = { ...line, x: line.x + line.width / 2, width: line.width / 2 };
  const countWidth = pen.write(countIn(group), half, { color: pen.theme.textWeak, align: 'right', whole: true });
  pen.write(
    nameOf(group),
    { ...line, width: line.width - countWidth - padding },
    { color: pen.theme.text, align: 'left' }
  );
  paintBar(pen, group, { ...area, y: area.y + height, height: barHeight });
}

const nameOf = ({ path }: Group): string => path[path.length - 1];

const countIn = ({ count, folded }: Group): string =>
  grouping(count) + (folded > 0 ? ` in ${grouping(folded)} groups` : '');

/** Worst first, in proportion; what there is gets a pixel at least. */
function paintBar(pen: Pen, { count, countByFill }: Group, { x, y, width, height }: Rect): void {
  const right = x + width;
  let left = x;
  countByFill.forEach((nodes, fill) => {
    const part = Math.min(right - left, nodes && Math.max(1, Math.round((width * nodes) / count)));
    pen.fill(pen.palette.paintOf(plainLook(fill)), { x: left, y, width: part, height });
    left += part;
  });
}
