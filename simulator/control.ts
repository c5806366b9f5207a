import { parsePolicies, type Policies } from './aws/policies';
import { type Calls } from './calls';
import { type AwsClock, parseOffset } from './clock';
import { changeEstate, parseChange } from './estate/changeEstate';
import { type Estate } from './estate/machine';
import { type Faults, parseFaults } from './faults';
import { type HangingCalls } from './hangingCalls';
import { type Portal } from './portal';
import { jsonResponse, type Route, type SimRequest, type SimResponse } from './route';
import { nodeTruth, truth } from './truth';

interface ControlOptions {
  estate: Estate;
  policies: Policies;
  faults: Faults;
  hanging: HangingCalls;
  portal: Portal;
  clock: AwsClock;
  calls: Calls;
}

/** The simulator's own doors, for tests and demos: faults, policies, clock, calls, and the truth about its world. */
export function makeControlRoute({ estate, policies, faults, hanging, portal, clock, calls }: ControlOptions): Route {
  const doors: Record<string, (request: SimRequest) => SimResponse> = {
    'GET /__faults': () => jsonResponse(faults.list()),
    'POST /__faults': given(parseFaults, (more) => {
      faults.add(more);
      return faults.list();
    }),
    'DELETE /__faults': () => {
      faults.clear();
      hanging.letGo();
      return jsonResponse([]);
    },
    'GET /__policies': () => jsonResponse(policies.list()),
    'POST /__policies': given(
      (json) => parsePolicies(estate, json),
      (documents) => {
        policies.attach(documents);
        return policies.list();
      }
    ),
    'DELETE /__policies': () => {
      policies.clear();
      return jsonResponse({});
    },
    'GET /__portal': () => jsonResponse(portal.visits),
    'DELETE /__portal': () => {
      portal.clear();
      return jsonResponse([]);
    },
    'POST /__world': given(
      (json) => parseChange(estate, json),
      (change) => changeEstate(estate, change, Date.now())
    ),
    'GET /__clock': () => jsonResponse({ offsetMs: clock.offsetMs }),
    'POST /__clock': given(parseOffset, (offsetMs) => {
      clock.offsetMs = offsetMs;
      return { offsetMs };
    }),
    'DELETE /__clock': () => {
      clock.offsetMs = 0;
      return jsonResponse({ offsetMs: 0 });
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

/** A door that takes JSON: 400 with the words of `parse` for what it refuses, otherwise the answer of `use`. */
function given<T>(parse: (json: unknown) => T, use: (value: T) => unknown): (request: SimRequest) => SimResponse {
  return ({ body }) => {
    let value: T;
    try {
      value = parse(JSON.parse(body.toString()));
    } catch (error) {
      return jsonResponse({ message: (error as Error).message }, 400);
    }
    return jsonResponse(use(value));
  };
}
