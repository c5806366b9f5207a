import type { MapInput } from '../../src/fleetmap/model';

const SVG = 'http://www.w3.org/2000/svg';

/** The same nodes as a panel of SVG elements draws them, about seven for each: Grafana's polystat panel does. */
export function drawSvg(input: MapInput, width: number, height: number): void {
  const svg = add(document.body, 'svg', { width, height, style: 'position:absolute;left:0;top:0' });
  const side = Math.sqrt((width * height) / input.count);
  const columns = Math.floor(width / side);
  for (let node = 0; node < input.count; node++) {
    const x = (node % columns) * side + side / 2;
    const y = Math.floor(node / columns) * side + side / 2;
    const { color, text } = input.fills[input.fillOf[node]];
    const cell = add(svg, 'g', { transform: `translate(${x},${y})` });
    const link = add(cell, 'a', { href: '#' });
    add(link, 'path', { d: hexagon(side / 2), fill: color });
    add(link, 'path', { d: hexagon(side / 2.2), fill: 'none', stroke: '#22252b' });
    add(link, 'text', { 'text-anchor': 'middle', 'font-size': side / 6 }).textContent = input.labels[node];
    add(link, 'text', { 'text-anchor': 'middle', 'font-size': side / 6, dy: side / 5 }).textContent = text;
    add(link, 'title', {}).textContent = input.labels[node];
  }
}

function hexagon(radius: number): string {
  const corners = Array.from({ length: 6 }, (_, i) => {
    const angle = (Math.PI / 3) * i + Math.PI / 6;
    return `${radius * Math.cos(angle)},${radius * Math.sin(angle)}`;
  });
  return `M${corners.join('L')}Z`;
}

function add(parent: Element, name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, String(value));
  }
  parent.append(element);
  return element;
}
