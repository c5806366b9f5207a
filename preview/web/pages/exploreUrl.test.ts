import { exploreUrl, parseExploreUrl } from './exploreUrl';

test('an address of Explore is read as it was written', () => {
  const pane = {
    datasource: 'fleet',
    queries: [{ refId: 'A', resource: 'nodes' }],
    range: { from: 'now-1h', to: 'now' },
  };
  expect(parseExploreUrl(new URL(exploreUrl(pane), 'http://localhost').search)).toEqual(pane);
});

test.each(['', '?panes=', '?panes={', '?panes={}'])('%s names no pane', (search) => {
  expect(parseExploreUrl(search)).toBeUndefined();
});
