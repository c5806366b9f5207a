import type { Answer } from '../../answer';
import { METRIC_SOURCES } from '../../sources/all';
import { askAnySource } from './anySource';
import type { Question } from './question';

/** Asks a data source in the way that its kind needs. */
export async function ask(question: Question): Promise<Answer> {
  const { type } = question.settings;
  const source = METRIC_SOURCES.find(({ pluginId, flavours }) => pluginId === type || flavours.includes(type));
  const askSource = source ? await source.loadAsk() : askAnySource;
  return askSource(question);
}
