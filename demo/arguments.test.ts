import { parseArguments } from './arguments';

test('what is not said has its default', () => {
  expect(parseArguments([])).toEqual({ host: 'auto', nodes: 1200, seed: 7, port: 3000, check: false });
});

test('everything can be said', () => {
  const args = '--host grafana --nodes 300 --seed 9 --port 8080 --check --screenshots pictures'.split(' ');
  expect(parseArguments(args)).toEqual({
    host: 'grafana',
    nodes: 300,
    seed: 9,
    port: 8080,
    check: true,
    screenshots: 'pictures',
  });
});

test.each([
  [['--hots', 'preview'], "'--hots'"],
  [['preview'], "'preview'"],
  [['--host', 'kubernetes'], '--host kubernetes: must be one of auto, grafana, docker, preview.'],
  [['--nodes', 'many'], '--nodes many: must be a whole number from 50 to 100000.'],
  [['--nodes', '1.5'], '--nodes 1.5: must be a whole number'],
  [['--nodes', ''], '--nodes "": must be a whole number'],
  [['--port', '0'], '--port 0: must be a whole number from 1 to 65535.'],
  [['--seed'], "'--seed <value>'"],
  [['--screenshots', 'pictures'], 'add --check'],
])('%j is refused by name, with the way out', (args, words) => {
  expect(() => parseArguments(args)).toThrow(words);
  expect(() => parseArguments(args)).toThrow('npm run demo -- [--host auto|grafana|docker|preview]');
});
