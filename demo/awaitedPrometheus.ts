import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands where Prometheus will, and tells whoever asks why it isn't there yet, in the words and the form of Prometheus's own errors. */
export interface AwaitedPrometheus {
  /** Of 127.0.0.1. */
  port: number;
  /** Changes the reason. */
  tell(reason: string): void;
  /** Resolves when the port is free for Prometheus. */
  giveWay(): Promise<void>;
}

export function awaitPrometheus(reason: string): Promise<AwaitedPrometheus> {
  const server = createServer((_, response) => {
    // Whoever comes again shall meet Prometheus, not a connection that was kept.
    response.writeHead(503, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ status: 'error', errorType: 'unavailable', error: reason }));
  });
  const awaited = (): AwaitedPrometheus => ({
    port: (server.address() as AddressInfo).port,
    tell: (other) => (reason = other),
    giveWay: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(awaited()));
  });
}
