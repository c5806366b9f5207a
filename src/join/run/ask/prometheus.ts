import type { Answer } from '../../answer';
import type { Node } from '../../nodes';
import { askOnce } from './anySource';
import { withExploreLink } from './exploreLink';
import type { Question } from './question';

/** For so few nodes only theirs are asked for: a range query over all hosts of a Prometheus server is megabytes. */
const FEW = 20;

/** For one number an instant query is enough; a picture over time wants a range query. */
export async function askPrometheus(question: Question): Promise<Answer> {
  const { enrichment, wanted, asSeries } = question;
  const { expr } = enrichment.query as { expr: string };
  // Unlike CloudWatch and Azure Monitor, Prometheus gives its series no link to where they come from.
  const ask = async (expression: string) => {
    const query = { ...enrichment.query, expr: expression, instant: !asSeries, range: asSeries, format: 'time_series' };
    return withExploreLink(await askOnce(question, query, 'expressions'), question, query);
  };

  if (wanted.length > FEW || enrichment.key.kind !== 'host' || !isLabelName(enrichment.key.label)) {
    return ask(expr);
  }
  const hosts = wanted.flatMap((node) => hostOf(node) ?? []);
  if (hosts.length === 0) {
    return { machines: [], problems: [] };
  }
  const narrowed = await ask(`(${expr}) and on (${enrichment.key.label}) ${selectorOf(enrichment.key.label, hosts)}`);
  // An expression that makes the label itself, by label_replace say, has no series for the selector to find.
  return narrowed.machines.length > 0 || narrowed.problems.length > 0 ? narrowed : ask(expr);
}

function hostOf({ identity }: Node): string | undefined {
  return identity.host?.short;
}

/** Every series whose label could name one of the hosts: in any case, with or without domain, port or scheme. */
function selectorOf(label: string, hosts: string[]): string {
  const names = hosts.map((host) => host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return `{${label}=~${JSON.stringify(`(?i)(?:[a-z]+://)?(?:${names})(?:[.:/].*)?`)}}`;
}

function isLabelName(label: string): boolean {
  return label !== 'displayName' && /^[a-zA-Z_]\w*$/.test(label);
}
