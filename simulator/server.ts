import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAwsRoute } from './aws/awsRoute';
import { CredentialStore } from './aws/credentials';
import { Calls } from './calls';
import { makeControlRoute } from './control';
import { type Estate } from './estate/machine';
import { Faults } from './faults';
import { jsonResponse, type Route, type SimRequest, type SimResponse } from './route';
import { makeAwsServices, makeRoutes } from './worlds';

interface SimulatorOptions {
  estate: Estate;
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  latencyMs?: number;
  throttle?: boolean;
}

export interface Simulator {
  /** `http://127.0.0.1:4566`, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

const maxBodyBytes = 10 * 1024 * 1024;

/** One HTTP server for all worlds. Throws when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { estate, port = 0, host = '127.0.0.1', latencyMs = 0, throttle = true } = options;
  const faults = new Faults();
  const calls = new Calls();
  const credentials = new CredentialStore(estate.accounts[0].id);
  const worlds = makeRoutes(estate, throttle).map((route) => withFaults(route, faults));
  const services = makeAwsServices(estate, credentials);
  const aws = makeAwsRoute({ services, credentials, faults, calls, latencyMs, throttle });
  const routes = [makeControlRoute(estate, faults, calls), ...worlds, aws];

  const server = createServer(async (incoming, outgoing) => {
    let response: SimResponse;
    try {
      const request = await readRequest(incoming);
      const route = routes.find((each) => each.match(request));
      response = route
        ? await route.handle(request)
        : jsonResponse({ message: `Nothing is simulated at ${request.method} ${request.url.pathname}` }, 404);
    } catch (error) {
      console.error(`${incoming.method} ${incoming.url}:`, error);
      response = jsonResponse({ message: String(error) }, 500);
    }
    outgoing.writeHead(response.status, { ...response.headers, 'content-length': Buffer.byteLength(response.body) });
    outgoing.end(response.body);
  });
  // Clients keep connections: closing one that is about to be used again would look like a fault.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) {
      throw new Error(`The body is larger than ${maxBodyBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : `${value}`,
      ])
    ),
    body: Buffer.concat(chunks),
  };
}

/** Faults for worlds other than AWS, by the route's name; AWS sees to its own, as they depend on the call. */
function withFaults(route: Route, faults: Faults): Route {
  return {
    ...route,
    async handle(request) {
      const fault = faults.strike({ service: route.name });
      if (fault?.latencyMs) {
        await sleep(fault.latencyMs);
      }
      if (fault?.code !== undefined || fault?.status !== undefined) {
        const { code = 'Fault', message = 'Fault on demand' } = fault;
        return jsonResponse({ error: { code, message } }, fault.status ?? 400);
      }
      return route.handle(request);
    },
  };
}
