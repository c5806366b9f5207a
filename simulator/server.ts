import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAwsRoute } from './aws/awsRoute';
import { CredentialStore } from './aws/credentials';
import { Policies } from './aws/policies';
import { Calls } from './calls';
import { AwsClock } from './clock';
import { makeControlRoute } from './control';
import { type Estate } from './estate/machine';
import { Faults } from './faults';
import { foreignAnswer } from './foreignAnswers';
import { HangingCalls } from './hangingCalls';
import { Portal } from './portal';
import { jsonResponse, type Route, type SimRequest, type SimResponse } from './route';
import { makeAwsServices, makeRoutes } from './worlds';

interface SimulatorOptions {
  estate: Estate;
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  latencyMs?: number;
  mostPerPage?: number;
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
  const { estate, port = 0, host = '127.0.0.1', latencyMs = 0, mostPerPage = Infinity, throttle = true } = options;
  const faults = new Faults();
  const hanging = new HangingCalls();
  const portal = new Portal();
  const clock = new AwsClock();
  const calls = new Calls();
  const credentials = new CredentialStore(estate.accounts[0].id);
  const policies = new Policies();
  const worlds = makeRoutes(estate, throttle).map((route) => withFaults(route, faults));
  const services = makeAwsServices(estate, credentials);
  const aws = makeAwsRoute({ services, credentials, policies, faults, clock, calls, latencyMs, mostPerPage, throttle });
  const control = makeControlRoute({ estate, policies, faults, hanging, portal, clock, calls });
  const routes = [portal.route, control, ...worlds, aws];

  const server = createServer(async (incoming, outgoing) => {
    let response: SimResponse;
    try {
      const request = await readRequest(incoming);
      const route = routes.find((each) => each.match(request));
      response = route
        ? await route.handle(request)
        : jsonResponse({ message: `Nothing is simulated at ${request.method} ${request.url.pathname}` }, 404);
    } catch (error) {
      if (incoming.destroyed && !incoming.complete) {
        return; // the client left before it had said all
      }
      console.error(`${incoming.method} ${incoming.url}:`, error);
      response = jsonResponse({ message: String(error) }, 500);
    }
    outgoing.setHeader('date', new Date(clock.now()).toUTCString());
    send(response, outgoing, hanging);
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

function send({ status, headers, body, ending }: SimResponse, outgoing: ServerResponse, hanging: HangingCalls): void {
  if (ending === 'hang') {
    hanging.hold(outgoing);
    return;
  }
  if (ending === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const whole = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, 'content-length': whole.length });
  if (ending === 'cut') {
    outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.destroy());
    return;
  }
  outgoing.end(whole);
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
      const own = () => route.handle(request);
      return fault?.answer ? foreignAnswer(fault.answer, request, own) : own();
    },
  };
}
