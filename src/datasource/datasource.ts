import {
  CoreApp,
  LoadingState,
  type AdHocVariableFilter,
  type DataFrame,
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
import type { MetricAnswers } from '../join/run/metricAnswers';
import { FLEET_ANNOTATIONS, withAnnotationFields } from './annotations';
import { adHocFiltersFor, measuredValues } from './adHocFilters';
import { withFieldConfig } from './fieldConfig';
import { FullestAnswers } from './fullestAnswers';
import { interpolateQuery, valuesOf } from './interpolate';
import { keepMetricsFor } from './keepMetricsFor';
import { newestAnswer } from './newestAnswer';
import { withoutRows } from './noRows';
import { pivoted } from './pivot';
import { isWhole } from './progress';
import { type FleetQuery, type FleetSettings, type LeftNodes, NONE } from './query';
import { Recent } from './recent';
import type {
  AccountsAnswer,
  FieldsAnswer,
  FieldValuesAnswer,
  FieldValuesQuestion,
  RegionsAnswer,
} from './routeAnswers';
import type { Resource } from '../schema/resource';
import { findColumn, isTag, RESOURCES, schemaOf, type Column } from '../schema/schema';
import { SharedRequests } from '../sharedRequests';
import { ofNow } from './stateOfNow';
import { sideBySide, untilWhole } from './untilWhole';
import { FleetVariables } from './variables';

/** The fleet of AWS Systems Manager as a Grafana data source: the browser's half. */
export class FleetDataSource extends DataSourceWithBackend<FleetQuery, FleetSettings> {
  override annotations = FLEET_ANNOTATIONS;
  private readonly requests = new SharedRequests<FleetQuery>((request) => super.query(request));
  private readonly fullest = new FullestAnswers();
  private readonly joinedPanels = new Recent<true>();
  private readonly settings: FleetSettings;
  private metrics?: MetricAnswers;

  constructor(
    settings: DataSourceInstanceSettings<FleetSettings>,
    private readonly templateSrv: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.settings = settings.jsonData;
    this.variables = new FleetVariables(this);
  }

  /**
   * Rules take one number a row: theirs are counts. Grafana lays this under every saved query, so it has nothing that a query may
   * do without, such as groups: a rule without them would seem to have some, and get them when it is saved.
   */
  override getDefaultQuery(app?: CoreApp): Partial<FleetQuery> {
    const isRule = app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
    return { resource: 'nodes', view: isRule ? 'count' : 'table' };
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
   * Answers arrive in packets while the server part is still reading, until they are whole. Alert rules and public
   * dashboards get one answer, which the server part gives only when it is whole.
   */
  override query(request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken || request.app === CoreApp.UnifiedAlerting) {
      return super.query(request);
    }
    const targets = request.targets.filter((target) => this.filterQuery(target));
    if (targets.length === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    const answers = sideBySide(
      targets.map((target) => {
        const answer = target.resource === 'join' ? this.join(target, request) : this.ask(target, request);
        return answer.pipe(
          map((packet) => withFieldConfig(withoutRows(pivoted(packet, target), target), target.resource, this.uid)),
          map((packet) => ({
            ...packet,
            data: (packet.data as DataFrame[]).map((frame) => withAnnotationFields(frame, target)),
          })),
          map(ofNow(request, target))
        );
      })
    );
    return newestAnswer(request, answers);
  }

  private ask(target: FleetQuery, request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse> {
    const asked = this.applyTemplateVariables({ ...target, partial: true }, request.scopedVars, request.filters);
    // What happened in another time is another question.
    const time = schemaOf(asked.resource).time && request.range?.raw;
    const question = JSON.stringify([request.dashboardUID, request.panelId, asked, time]);
    return untilWhole(() => this.requests.ask(groupOf(asked, request), asked, { ...request, filters: undefined })).pipe(
      map((packet) => this.fullest.keep(question, packet))
    );
  }

  /** The join's code is loaded by the first query that needs it. */
  private join(target: FleetQuery, request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse> {
    return defer(() => from(import('../join/run/runJoin'))).pipe(
      switchMap(({ runJoin, MetricAnswers }) => {
        this.metrics ??= new MetricAnswers(keepMetricsFor(this.settings));
        const joined = this.applyTemplateVariables(target, request.scopedVars, request.filters);
        const unfiltered = { ...request, filters: undefined };
        return runJoin(joined, unfiltered, this.joinContext(joined, unfiltered, this.metrics));
      }),
      catchError((error) => of({ data: [], error: toDataQueryError(error), state: LoadingState.Error }))
    );
  }

  private joinContext(
    { refId, datasource }: FleetQuery,
    request: DataQueryRequest<FleetQuery>,
    metrics: MetricAnswers
  ): JoinContext<LeftNodes> {
    return {
      fleet: {
        pluginId: this.type,
        defaultColumns: RESOURCES.nodes.columns.filter((column) => column.default).map(({ name }) => name),
        nodes: (columns, left) =>
          this.ask({ refId, datasource, resource: 'nodes', view: 'table', ...left, columns }, request),
        isWhole,
      },
      shownBefore: {
        has: (panel) => this.joinedPanels.get(panel) ?? false,
        add: (panel) => this.joinedPanels.set(panel, true),
      },
      metrics,
      mayExplore: config.bootData?.user?.permissions?.['datasources:explore'] ?? false,
      fillIn: (text, scopedVars) => this.templateSrv.replace(text, scopedVars),
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
    const measured = measuredValues(findColumn('nodes', key));
    if (measured) {
      return measured.map((value) => ({ text: value, value }));
    }
    const { values } = await this.fieldValues({ resource: 'nodes', field: key, limit: MOST_TAG_VALUES });
    // Which nodes lack a tag is asked as often as who has it.
    return [...values.map(({ value }) => value), ...(isTag(key) ? [NONE] : [])].map((value) => ({
      text: value,
      value,
    }));
  }
}

/** Grafana shows ad hoc values in one list; beyond this one types the value. */
const MOST_TAG_VALUES = 1000;

/** What travels together: counts don't wait for long tables, and nobody for what is read for one node. */
function groupOf({ resource, view }: FleetQuery, { app, dashboardUID, range }: DataQueryRequest<FleetQuery>): string {
  return JSON.stringify([resource, view, app, dashboardUID, range?.from.valueOf(), range?.to.valueOf()]);
}

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
