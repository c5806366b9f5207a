import { createServer } from 'node:http';
import { awaitPrometheus } from './awaitedPrometheus';

test('whoever asks is told why there is no Prometheus, as Prometheus tells errors', async () => {
  const awaited = await awaitPrometheus('Prometheus is being built');
  const ask = () => fetch(`http://127.0.0.1:${awaited.port}/api/v1/query`, { method: 'POST', body: 'query=up' });
  const response = await ask();
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    status: 'error',
    errorType: 'unavailable',
    error: 'Prometheus is being built',
  });

  awaited.tell('Prometheus could not be built');
  expect(await (await ask()).json()).toMatchObject({ error: 'Prometheus could not be built' });
  await awaited.giveWay();
});

test('it gives way to Prometheus on the same port, and who asked before meets that', async () => {
  const awaited = await awaitPrometheus('Prometheus is being built');
  const ask = () => fetch(`http://127.0.0.1:${awaited.port}/`).then(({ status }) => status);
  expect(await ask()).toBe(503);
  await awaited.giveWay();

  const prometheus = createServer((_, response) => response.end()).listen(awaited.port, '127.0.0.1');
  await new Promise((resolve) => prometheus.once('listening', resolve));
  expect(await ask()).toBe(200);
  prometheus.close();
  prometheus.closeAllConnections();
});
