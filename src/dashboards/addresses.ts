import type { Filter } from '../datasource/query';

/** A link of a panel. Grafana fills in the variables, those of the row that it stands on included. */
export interface PanelLink {
  title: string;
  url: string;
}

export const FLEET_OVERVIEW_UID = 'onepane-fleet-overview';
export const NODE_UID = 'onepane-node';
export const SOURCE_HEALTH_UID = 'onepane-source-health';
export const CONFIGURATION_UID = 'onepane-configuration';
export const OPERATIONS_UID = 'onepane-operations';
export const PATCHES_UID = 'onepane-patches';

/** Ids of the panels that list what the others count. */
export const NODES_PANEL = 20;
export const NO_METRICS_PANEL = 21;
export const TARGETS_PANEL = 20;

/** The variables and ad hoc filters of Fleet overview and Patches: a count leads to its rows with all of them as they are. */
const FLEET_VARIABLES = ['source', 'account', 'region', 'filters'];
const PLACE_VARIABLES = ['source', 'account', 'region'];
const HEALTH_VARIABLES = ['source', 'account', 'region', 'operation', 'state'];

/** Variables of the page that is led to, and what each becomes: a text, or a variable of the row such as `of('region')`. */
export type Choices = Record<string, string>;

/** The nodes that a figure counts: the page's variables with some chosen anew, and ad hoc filters beside those that there are. */
export function nodesWhere(filters: Filter[], choices: Choices = {}, panel = NODES_PANEL): PanelLink {
  return {
    title: 'Show these nodes',
    url: address(FLEET_OVERVIEW_UID, panel, FLEET_VARIABLES, choices, filters.map(adHocParameter)),
  };
}

/** The targets that a figure of Source health counts. */
export function targetsWhere(choices: Choices): PanelLink {
  return { title: READINGS, url: address(SOURCE_HEALTH_UID, TARGETS_PANEL, HEALTH_VARIABLES, choices) };
}

/** The targets that a figure of Fleet overview counts, which knows fewer variables. */
export function readingsWhere(choices: Choices): PanelLink {
  return { title: READINGS, url: address(SOURCE_HEALTH_UID, TARGETS_PANEL, PLACE_VARIABLES, choices) };
}

/** A panel of Configuration or Operations alone, with the page's choices as they are. */
export function panelOf(uid: string, panel: number): PanelLink {
  return { title: 'Show the list', url: address(uid, panel, PLACE_VARIABLES, {}) };
}

/** A panel of Patches alone, for what is chosen and filtered beside what the page's own choices and filters are. */
export function nodesThatMiss(panel: number, choices: Choices, filters: Filter[]): PanelLink {
  const url = address(PATCHES_UID, panel, FLEET_VARIABLES, choices, filters.map(adHocParameter));
  return { title: 'Show these nodes', url };
}

const READINGS = 'Show what is read from AWS';

/**
 * What a link's row says in a field, by its name or its place. Grafana reads no colon there: a tag's column goes by its place,
 * or by the name that the panel gives it.
 */
export function of(field: string | number): string {
  return `\${__data.fields["${field}"]:percentencode}`;
}

/** The same as a text to be read. */
export function textOf(field: string | number): string {
  return `\${__data.fields["${field}"]}`;
}

/** An override's property: a click on the value leads there. */
export function leadsTo(...links: PanelLink[]) {
  return { id: 'links', value: links };
}

/**
 * A filter as Grafana writes ad hoc filters into addresses: its own delimiters are escaped. A value that is a variable of the
 * row, as `of` names it, is filled in and encoded by Grafana.
 */
export function adHocParameter({ field, op, value }: Filter): string {
  const parts = [field, op === 'in' ? '=|' : op, ...[value].flat().map(String)];
  const escaped = parts.map((part) => part.replaceAll('|', '__gfp__').replaceAll(',', '__gfc__'));
  return `var-filters=${escaped.map((part) => (part.startsWith('${') ? part : encodeURIComponent(part))).join('%7C')}`;
}

function address(uid: string, panel: number, variables: string[], choices: Choices, others: string[] = []): string {
  const kept = variables.filter((name) => !(name in choices)).map((name) => `\${${name}:queryparam}`);
  const chosen = [...kept, ...Object.entries(choices).map(([name, value]) => `var-${name}=${value}`)];
  return `/d/${uid}?viewPanel=panel-${panel}&${[...chosen, ...others].join('&')}&\${__url_time_range}`;
}
