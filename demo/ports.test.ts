import { createServer } from 'node:net';
import { freePort } from './ports';

test('a port that is taken gives way to the next that is free', async () => {
  const wanted = await freePort();
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(wanted, '127.0.0.1', resolve));
  try {
    expect(await freePort(wanted)).toBeGreaterThan(wanted);
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
  expect(await freePort(wanted)).toBe(wanted);
});
