import type { Answer, Question } from './answer';
import { askOnce } from './anySource';

/** For one number an instant query is enough; a picture over time wants a range query. */
export function askPrometheus(question: Question): Promise<Answer> {
  return askOnce(question, {
    ...question.enrichment.query,
    instant: !question.asSeries,
    range: question.asSeries,
    format: 'time_series',
  });
}
