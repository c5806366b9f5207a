import { type Calls } from './calls';
import { type Estate } from './estate/machine';
import { type Faults, parseFaults } from './faults';
import { jsonResponse, type Route, type SimRequest, type SimResponse } from './route';
import { nodeTruth, truth } from './truth';

/** The simulator's own doors, for tests and demos: faults, calls, and the truth about its world. */
export function makeControlRoute(estate: Estate, faults: Faults, calls: Calls): Route {
  const doors: Record<string, (request: SimRequest) => SimResponse> = {
    'GET /__faults': () => jsonResponse(faults.list()),
    'POST /__faults': ({ body }) => {
      try {
        faults.add(parseFaults(JSON.parse(body.toString())));
      } catch (error) {
        return jsonResponse({ message: (error as Error).message }, 400);
      }
      return jsonResponse(faults.list());
    },
    'DELETE /__faults': () => {
      faults.clear();
      return jsonResponse([]);
    },
    'GET /__calls': () => jsonResponse(calls.list()),
    'DELETE /__calls': () => {
      calls.clear();
      return jsonResponse([]);
    },
    'GET /__truth': ({ url }) => {
      const nodeId = url.searchParams.get('nodeId');
      if (nodeId === null) {
        return jsonResponse(truth(estate));
      }
      const node = nodeTruth(estate, nodeId);
      return node ? jsonResponse(node) : jsonResponse({ message: `No machine of the estate is ${nodeId}` }, 404);
    },
  };
  return {
    name: 'control',
    match: ({ url }) => url.pathname.startsWith('/__'),
    handle: (request) => {
      const door = doors[`${request.method} ${request.url.pathname}`];
      return door?.(request) ?? jsonResponse({ message: `Use one of ${Object.keys(doors).join(', ')}` }, 404);
    },
  };
}
