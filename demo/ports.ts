import { createServer } from 'node:net';

const TRIED_AT_MOST = 100;

/** A port of 127.0.0.1 that nobody listens on: any, or the first from `wanted` on. */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted === 0) {
    return listenOnce(0);
  }
  const last = Math.min(wanted + TRIED_AT_MOST, 65_536);
  for (let port = wanted; port < last; port++) {
    try {
      return await listenOnce(port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') {
        throw error;
      }
    }
  }
  throw new Error(`No port from ${wanted} to ${last - 1} is free: choose another with --port.`);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
