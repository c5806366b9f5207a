import type { Estate } from '../estate/machine';
import { jsonResponse, Route, SimRequest, SimResponse } from '../route';
import { metricsOfResource, metricsOfSubscription } from './azureMetrics';
import { AzureError } from './azureError';
import { queryLogs } from './logAnalytics';
import { metricDefinitions, metricNamespaces } from './platformMetrics';
import { ResourceGraph } from './resourceGraph';
import { resourceTables } from './resourceTables';
import { findSubscription, locations, subscriptionDetails, workspaces } from './subscriptions';
import { AzureMachine, visibleVirtualMachines } from './virtualMachines';

type Handler = (request: SimRequest, found: Record<string, string>) => SimResponse;

const resource = String.raw`/subscriptions/(?<subscription>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/(?<type>[^/]+/[^/]+)/(?<name>[^/]+)`;
const insights = String.raw`/providers/microsoft\.insights`;
const subscriptionPath = '/subscriptions/(?<subscription>[^/]+)';

/**
 * Azure Resource Manager, Resource Graph and Log Analytics at the root of one address, where Grafana's Azure Monitor source looks
 * for them with customised routes and no authentication. Paths are compared without regard to case.
 */
export function makeAzureRoute(estate: Estate, clock: () => number, throttle = true): Route {
  const machines = visibleVirtualMachines(estate);
  const byId = new Map(machines.map((machine) => [machine.azure.resourceId.toLowerCase(), machine]));
  const resourceGraph = new ResourceGraph(resourceTables(estate, estate.madeAt), clock, throttle);
  const body = ({ body: sent }: SimRequest) => {
    try {
      return JSON.parse(sent.toString() || '{}');
    } catch {
      throw new AzureError(
        400,
        'InvalidRequestContent',
        'The request content was invalid and could not be deserialized.'
      );
    }
  };
  const resourceOf = (found: Record<string, string>): AzureMachine => {
    const { subscription, group, type, name } = found;
    findSubscription(estate, subscription);
    const machine = byId.get(
      `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`.toLowerCase()
    );
    if (!machine) {
      throw new AzureError(
        404,
        'ResourceNotFound',
        `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`
      );
    }
    return machine;
  };

  const routes: Array<[method: string, path: RegExp, handler: Handler]> = [
    [
      'GET',
      path('/subscriptions'),
      () =>
        jsonResponse({
          value: estate.azureSubscriptions.map(subscriptionDetails),
          count: { type: 'Total', value: estate.azureSubscriptions.length },
        }),
    ],
    [
      'GET',
      path(subscriptionPath),
      (_, { subscription }) => jsonResponse(subscriptionDetails(findSubscription(estate, subscription))),
    ],
    [
      'GET',
      path(`${subscriptionPath}/locations`),
      (_, { subscription }) => jsonResponse(locations(estate, subscription)),
    ],
    [
      'GET',
      path(String.raw`${subscriptionPath}/providers/Microsoft\.OperationalInsights/workspaces`),
      (_, { subscription }) => jsonResponse(workspaces(findSubscription(estate, subscription))),
    ],
    [
      'POST',
      path(String.raw`/providers/Microsoft\.ResourceGraph/resources`),
      (request) => resourceGraph.answer(body(request)),
    ],
    [
      'GET',
      path(`${resource}${insights}/metrics`),
      ({ url }, found) => jsonResponse(metricsOfResource(resourceOf(found), url.searchParams, clock())),
    ],
    [
      'POST',
      path(`${subscriptionPath}${insights}/metrics`),
      (request, { subscription }) => {
        findSubscription(estate, subscription);
        return jsonResponse(
          metricsOfSubscription(machines, subscription, request.url.searchParams, body(request).filter ?? '', clock())
        );
      },
    ],
    [
      'GET',
      path(`${resource}${insights}/metricdefinitions`),
      (_, found) => jsonResponse(metricDefinitions(resourceOf(found).azure.resourceId)),
    ],
    [
      'GET',
      path(`${resource}${insights}/metricNamespaces`),
      (_, found) => jsonResponse(metricNamespaces(resourceOf(found).azure.resourceId)),
    ],
    [
      'GET',
      path(`${subscriptionPath}${insights}/metricNamespaces`),
      (_, { subscription }) =>
        jsonResponse(metricNamespaces(`/subscriptions/${findSubscription(estate, subscription).subscriptionId}`)),
    ],
    [
      'POST',
      path('/v1/(?<scope>.+)/query'),
      (request, { scope }) => jsonResponse(queryLogs(estate, scope, body(request).query, clock())),
    ],
  ];

  return {
    name: 'azure',
    match: ({ url }) => /^\/(subscriptions|v1|providers\/microsoft\.resourcegraph)(\/|$)/i.test(url.pathname),
    handle(request) {
      try {
        for (const [method, pattern, handler] of routes) {
          const match = request.method === method ? pattern.exec(request.url.pathname) : null;
          if (match) {
            return handler(request, { ...match.groups });
          }
        }
        throw new AzureError(
          404,
          'InvalidResourceType',
          `The resource type could not be found at ${request.method} ${request.url.pathname}.`
        );
      } catch (error) {
        if (error instanceof AzureError) {
          return error.response();
        }
        throw error;
      }
    },
  };
}

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}/?$`, 'i');
}
