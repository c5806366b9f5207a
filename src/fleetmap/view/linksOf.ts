import { textUtil, type LinkModel } from '@grafana/data';
import { uniq } from 'lodash';
import type { MapData } from '../data/mapInput';

/** What a sanitizer makes of an address that would run code instead of leading anywhere. */
const REFUSED = 'about:blank';

/**
 * A node's data links: those of its label and its identity first, then in the order of the fields. Several fields may lead
 * to the same place, which is listed once; where different places have one title, the field's is added. A link that has no
 * address for this node, such as one made from a field that is null, leads nowhere and is left out.
 */
export function linksOf({ table, roles: { identity, label } }: MapData, node: number): LinkModel[] {
  const columns = uniq([label, identity, ...table.columns]);
  const links = new Map<string, { link: LinkModel; field: string }>();
  for (const column of columns) {
    const origin = column?.origin(node);
    for (const link of origin?.field.getLinks?.({ valueRowIndex: origin.row }) ?? []) {
      const key = link.onClick ? `run ${link.title}` : link.href;
      if (!links.has(key) && (link.onClick || leadsSomewhere(link.href))) {
        links.set(key, { link, field: column!.title });
      }
    }
  }
  const all = [...links.values()];
  return all.map(({ link, field }) => {
    const title = link.title || link.href;
    const isShared = all.some((other) => other.link !== link && other.link.title === link.title);
    return { ...link, title: isShared && link.title ? `${title} (${field})` : title };
  });
}

/** Addresses may come from the data whole: what Grafana lets through where it is told not to sanitize is refused here. */
function leadsSomewhere(href: string): boolean {
  return href.trim() !== '' && textUtil.sanitizeUrl(href) !== REFUSED;
}
