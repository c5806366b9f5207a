import type { LocationService } from '@grafana/runtime';

/** As in Grafana, links within the site change the page's content instead of loading the site anew. */
export function followLinksInPage(locationService: LocationService) {
  document.addEventListener('click', (event) => {
    const anchor = (event.target as Element).closest?.('a');
    const href = anchor?.getAttribute('href');
    const isPlainClick =
      event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!anchor || !href || !isPlainClick || anchor.target === '_blank' || anchor.hasAttribute('download')) {
      return;
    }
    const { origin, pathname, search, hash } = new URL(href, window.location.href);
    if (origin === window.location.origin && !href.startsWith('#') && !/^\/(api|public)\//.test(pathname)) {
      event.preventDefault();
      locationService.push(`${pathname}${search}${hash}`);
    }
  });
}
