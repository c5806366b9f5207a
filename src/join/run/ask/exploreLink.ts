import type { DataLink } from '@grafana/data';
import type { Answer } from '../../answer';
import type { Question } from './question';

/** The answer with a way from each of its series to the same query in Explore, for those who may go there. */
export function withExploreLink(
  answer: Answer,
  { settings, explore }: Question,
  query: Record<string, unknown>
): Answer {
  if (!explore) {
    return answer;
  }
  const link: DataLink = {
    title: `Explore in ${settings.name}`,
    url: '',
    internal: {
      datasourceUid: settings.uid,
      datasourceName: settings.name,
      query: { refId: 'A', ...query },
      range: explore,
    },
  };
  return {
    ...answer,
    machines: answer.machines.map((machine) => ({
      ...machine,
      series: machine.series.map(({ field, ...series }) => ({
        ...series,
        field: { ...field, config: { ...field.config, links: [...(field.config.links ?? []), link] } },
      })),
    })),
  };
}
