import { askAnySource } from './anySource';
import { askAzureMonitor } from './azureMonitor';
import { askCloudWatch } from './cloudWatch';
import { askPrometheus } from './prometheus';
import type { Answer, Question } from './question';

const BY_TYPE: Record<string, (question: Question) => Promise<Answer>> = {
  cloudwatch: askCloudWatch,
  'grafana-azure-monitor-datasource': askAzureMonitor,
  prometheus: askPrometheus,
  'grafana-amazonprometheus-datasource': askPrometheus,
};

/** Asks a data source in the way that its type needs. */
export function ask(question: Question): Promise<Answer> {
  return (BY_TYPE[question.settings.type] ?? askAnySource)(question);
}
