import {
  CoreApp,
  LoadingState,
  type AdHocVariableFilter,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import {
  config,
  DataSourceWithBackend,
  getDataSourceSrv,
  getTemplateSrv,
  toDataQueryError,
  type TemplateSrv,
} from '@grafana/runtime';
import { catchError, defer, from, map, of, switchMap, type Observable } from 'rxjs';
import type { JoinContext } from '../join/run/context';
import { adHocFiltersFor } from './adHocFilters';
import { withFieldConfig } from './fieldConfig';
import { FullestAnswers } from './fullestAnswers';
import { interpolateQuery, valuesOf } from './interpolate';
import { withoutRows } from './noRows';
import { pivoted } from './pivot';
import { isWhole } from './progress';
import type { FleetQuery, FleetSettings, LeftNodes } from './query';
import { Recent } from './recent';
import type {
  AccountsAnswer,
  FieldsAnswer,
  FieldValuesAnswer,
  FieldValuesQuestion,
  RegionsAnswer,
} from './routeAnswers';
import type { Resource } from '../schema/resource';
import { isTag, RESOURCES, type Column } from '../schema/schema';
import { sideBySide, untilWhole } from './untilWhole';
import { FleetVariables } from './variables';

/** The fleet of AWS Systems Manager as a Grafana data source: the browser's half. */
export class FleetDataSource extends DataSourceWithBackend<FleetQuery, FleetSettings> {
  /** Any rows with a time can be marked on graphs; Grafana's own way of choosing the columns does. */
  override annotations = {};
  private readonly fullest = new FullestAnswers();
  private readonly joinedPanels = new Recent<true>();

  constructor(
    settings: DataSourceInstanceSettings<FleetSettings>,
    private readonly templateSrv: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.variables = new FleetVariables(this);
  }

  override getDefaultQuery(): Partial<FleetQuery> {
    return { resource: 'nodes', view: 'table' };
  }

  override filterQuery(query: FleetQuery): boolean {
    return !query.hide && Boolean(query.resource);
  }

  override applyTemplateVariables(
    query: FleetQuery,
    scopedVars: ScopedVars,
    adHoc?: AdHocVariableFilter[]
  ): FleetQuery {
    return withAdHocFilters(interpolateQuery(query, this.templateSrv, scopedVars), adHoc);
  }

  /**
   * Answers arrive in packets while the server part is still reading, each target's under its own key, until they are
   * whole. Alert rules and public dashboards get one answer, which the server part gives only when it is whole.
   */
  override query(request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken || request.app === CoreApp.UnifiedAlerting) {
      return super.query(request);
    }
    const targets = request.targets.filter((target) => this.filterQuery(target));
    if (targets.length === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    return sideBySide(
      targets.map((target) => {
        const answers = target.resource === 'join' ? this.join(target, request) : this.ask(target, request);
        return answers.pipe(
          map((packet) => withFieldConfig(withoutRows(pivoted(packet, target), target), target.resource, this.uid))
        );
      })
    );
  }

  private ask(target: FleetQuery, request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse> {
    const asked = this.applyTemplateVariables({ ...target, partial: true }, request.scopedVars, request.filters);
    const question = JSON.stringify([request.dashboardUID, request.panelId, asked]);
    // Two requests under way with one id would cancel each other.
    const requestId = `${request.requestId}-${target.refId}`;
    return untilWhole(target.refId, () =>
      super.query({ ...request, requestId, targets: [asked], filters: undefined })
    ).pipe(map((packet) => this.fullest.keep(question, packet)));
  }

  /** The join's code is loaded by the first query that needs it. */
  private join(target: FleetQuery, request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse> {
    return defer(() => from(import('../join/run/runJoin'))).pipe(
      switchMap(({ runJoin }) => {
        const joined = this.applyTemplateVariables(target, request.scopedVars, request.filters);
        const unfiltered = { ...request, filters: undefined };
        return runJoin(joined, unfiltered, this.joinContext(joined, unfiltered));
      }),
      catchError((error) =>
        of({ key: target.refId, data: [], error: toDataQueryError(error), state: LoadingState.Error })
      )
    );
  }

  private joinContext(
    { refId, datasource }: FleetQuery,
    request: DataQueryRequest<FleetQuery>
  ): JoinContext<LeftNodes> {
    return {
      fleet: {
        pluginId: this.type,
        defaultColumns: RESOURCES.nodes.columns.filter((column) => column.default).map(({ name }) => name),
        nodes: (columns, left) =>
          this.ask(
            { refId, datasource, resource: 'nodes', view: 'table', ...left, columns },
            { ...request, requestId: `${request.requestId}-${left ? 'rows' : 'fleet'}` }
          ),
        isWhole,
      },
      shownBefore: {
        has: (panel) => this.joinedPanels.get(panel) ?? false,
        add: (panel) => this.joinedPanels.set(panel, true),
      },
      resolve: (reference, scopedVars) => valuesOf(reference, this.templateSrv, scopedVars),
      load: (uid) => getDataSourceSrv().get({ uid }),
      settings: (uid) => getDataSourceSrv().getInstanceSettings({ uid }),
    };
  }

  /** A resource's columns, the tags that were seen included. */
  async fields(resource: Resource): Promise<Column[]> {
    return (await this.getResource<FieldsAnswer>('fields', { resource })).fields;
  }

  fieldValues(question: FieldValuesQuestion): Promise<FieldValuesAnswer> {
    return this.getResource<FieldValuesAnswer>('field-values', question);
  }

  async accounts(): Promise<AccountsAnswer['accounts']> {
    return (await this.getResource<AccountsAnswer>('accounts')).accounts;
  }

  async regions(): Promise<string[]> {
    return (await this.getResource<RegionsAnswer>('regions')).regions;
  }

  /** Keys of ad hoc filters are the columns of nodes. */
  override async getTagKeys(_options?: DataSourceGetTagKeysOptions<FleetQuery>): Promise<MetricFindValue[]> {
    const fields = await this.fields('nodes');
    return fields.map(({ name, label }) =>
      isTag(name) ? { text: name, value: name, group: 'Tags' } : { text: label, value: name, group: 'Fields' }
    );
  }

  override async getTagValues({ key }: DataSourceGetTagValuesOptions<FleetQuery>): Promise<MetricFindValue[]> {
    const { values } = await this.fieldValues({ resource: 'nodes', field: key, limit: MOST_TAG_VALUES });
    return values.map(({ value }) => ({ text: value, value }));
  }
}

/** Grafana shows ad hoc values in one list; beyond this one types the value. */
const MOST_TAG_VALUES = 1000;

function withAdHocFilters(query: FleetQuery, adHoc: AdHocVariableFilter[] | undefined): FleetQuery {
  if (!adHoc?.length) {
    return query;
  }
  if (query.resource !== 'join') {
    return { ...query, filters: [...(query.filters ?? []), ...adHocFiltersFor(query.resource, adHoc)] };
  }
  if (!query.join) {
    return query;
  }
  const { left } = query.join;
  return {
    ...query,
    join: { ...query.join, left: { ...left, filters: [...(left?.filters ?? []), ...adHocFiltersFor('nodes', adHoc)] } },
  };
}
