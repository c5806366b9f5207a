import { machinesOf, type Answer } from '../../answer';
import type { Question } from './question';

/** Any other data source: its query is asked once, as it stands. */
export function askAnySource(question: Question): Promise<Answer> {
  return askOnce(question, question.enrichment.query);
}

/** Asks one query whose answer speaks of all machines. */
export async function askOnce(question: Question, query: Record<string, unknown>, company?: string): Promise<Answer> {
  const { frames, error } = await question.run(query, company);
  const { machines, problems } = machinesOf(frames, question.enrichment, question.settings.name);
  if (error) {
    problems.push(`${question.enrichment.column}: ${question.settings.name} failed: ${error}`);
  }
  return { machines, problems };
}
