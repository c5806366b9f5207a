import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { dashboard } from './dashboard';
import { appMeta, dataSourceMeta, modules } from './plugins';

interface Query {
  refId: string;
  account?: string;
}

export interface MockHost {
  url: string;
  /** Bodies of POST /api/ds/query, in order. */
  asked: Array<{ queries: Query[] }>;
  /** Bodies of PUT /api/datasources/uid/smoke. */
  saved: unknown[];
  close(): Promise<void>;
}

const source = {
  id: 1,
  uid: 'smoke',
  name: 'Smoke',
  type: 'smoke-datasource',
  access: 'proxy',
  isDefault: true,
  url: '/api/datasources/proxy/uid/smoke',
  jsonData: { defaultRegion: 'eu-west-1' },
  readOnly: false,
};

/** Answers what the preview's host answers, from constants. */
export async function startMockHost(web: string): Promise<MockHost> {
  const asked: MockHost['asked'] = [];
  const saved: unknown[] = [];
  const routes: Record<string, (body: never) => unknown> = {
    'GET /api/preview/boot': () => ({
      version: '1.2.3',
      buildInfo: { version: '1.2.3' },
      datasources: { Smoke: { ...source, meta: dataSourceMeta } },
      defaultDatasource: 'Smoke',
      apps: { [appMeta.id]: appMeta },
      panels: {},
      dashboards: [
        { uid: 'smoke', title: 'Smoke test', path: 'dashboards/smoke.json' },
        { uid: 'other', title: 'Other dashboard', path: 'dashboards/other.json' },
      ],
      theme: 'dark',
    }),
    'GET /api/dashboards/uid/smoke': () => ({ dashboard, meta: {} }),
    'GET /api/dashboards/uid/other': () => ({
      dashboard: { ...dashboard, uid: 'other', title: 'Other dashboard' },
      meta: {},
    }),
    'GET /api/datasources/uid/smoke/resources/accounts': () => ['shop-production', 'shop-staging'],
    'GET /api/datasources/uid/smoke': () => ({ ...source, secureJsonFields: {} }),
    'PUT /api/datasources/uid/smoke': (body) => {
      saved.push(body);
      return { datasource: { ...source, secureJsonFields: {} }, message: 'Datasource updated' };
    },
    'GET /api/datasources/uid/smoke/health': () => ({
      status: 'OK',
      message: 'Account 111122223333 answers in eu-west-1',
    }),
    'POST /api/ds/query': (body: MockHost['asked'][number]) => {
      asked.push(body);
      return { results: Object.fromEntries(body.queries.map((query) => [query.refId, answer(query)])) };
    },
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const route = routes[`${request.method} ${pathname}`];
    if (route) {
      const body = await readBody(request);
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(route((body && JSON.parse(body)) as never)));
    } else if (modules[pathname]) {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(modules[pathname]);
    } else {
      serveFile(web, pathname, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    saved,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer({ refId, account }: Query) {
  const nodes = [
    { name: 'web-prd-017', bucket: 'missing', missing: 12, internal: 'x' },
    { name: 'SQLPRD07', bucket: 'compliant', missing: 0, internal: 'y' },
  ];
  const notices = [{ severity: 'warning', text: '1 of 2 targets is stale: eu-west-1 in 222222222222' }];
  switch (refId) {
    case 'S':
      return { status: 200, frames: [frame(refId, { bucket: ['missing', 'compliant'], count: [7, 35] })] };
    case 'T': {
      const times = Array.from({ length: 60 }, (_, minute) => Date.now() - (60 - minute) * 60_000);
      return {
        status: 200,
        frames: [
          frame(
            refId,
            { Time: times, 'web-prd-017': times.map((_, i) => 40 + 20 * Math.sin(i / 6)) },
            { Time: 'time' }
          ),
        ],
      };
    }
    case 'E':
      return { status: 400, error: `account ${account} can't be read: AccessDenied`, errorSource: 'downstream' };
    default:
      return {
        status: 200,
        frames: [
          frame(
            refId,
            {
              name: nodes.map(({ name }) => name),
              bucket: nodes.map(({ bucket }) => bucket),
              missing: nodes.map(({ missing }) => missing),
              internal: nodes.map(({ internal }) => internal),
            },
            {},
            notices
          ),
        ],
      };
  }
}

function frame(
  refId: string,
  columns: Record<string, unknown[]>,
  types: Record<string, string> = {},
  notices?: unknown[]
) {
  const typeOf = (name: string) => types[name] ?? (typeof columns[name][0] === 'number' ? 'number' : 'string');
  const fields = Object.keys(columns).map((name) => ({ name, type: typeOf(name), config: {} }));
  return { schema: { refId, meta: { notices }, fields }, data: { values: Object.values(columns) } };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  return body;
}

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The bundle's files, else its page, as the host does; nothing else is asked of the API or of plugins. */
function serveFile(web: string, pathname: string, response: ServerResponse) {
  const file = join(web, pathname);
  const isFile = existsSync(file) && statSync(file).isFile();
  if (/^\/(api|assets|public)\//.test(pathname) && !isFile) {
    response.statusCode = 404;
    response.end();
    return;
  }
  const served = isFile ? file : join(web, 'index.html');
  response.setHeader('Content-Type', types[extname(served)] ?? 'application/octet-stream');
  createReadStream(served).pipe(response);
}
