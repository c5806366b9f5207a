import type { DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';

import { AwsError, AwsService } from '../aws/awsService';
import type { Estate } from '../estate/machine';
import { describeAlarms, describeAlarmsForMetric } from './describeAlarms';
import { getMetricData } from './getMetricData';
import { listMetrics } from './listMetrics';
import { MetricCatalog } from './metricCatalog';

/** CloudWatch metrics of the estate, and alarms on them. */
export function makeCloudwatchService(estate: Estate, clock: () => number): AwsService {
  const catalog = new MetricCatalog(estate);
  return {
    signingName: 'monitoring',
    xml: {
      namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
      style: 'query',
      errorCodes: {
        ValidationException: 'ValidationError',
        InvalidParameterValueException: 'InvalidParameterValue',
        InvalidParameterCombinationException: 'InvalidParameterCombination',
        MissingRequiredParameterException: 'MissingParameter',
        SerializationException: 'MalformedInput',
      },
    },
    operations: {
      ListMetrics: listMetrics(catalog, clock),
      GetMetricData: getMetricData(catalog, clock),
      DescribeAlarms: describeAlarms(estate),
      DescribeAlarmsForMetric: describeAlarmsForMetric(estate),
      DescribeAlarmHistory: (): DescribeAlarmHistoryOutput => ({ AlarmHistoryItems: [] }),
    },
  };
}

/** CloudWatch Logs without a log group: what Grafana's CloudWatch source asks for its health check and its editor. */
export const logsService: AwsService = {
  signingName: 'logs',
  operations: {
    DescribeLogGroups: () => ({ logGroups: [] }),
    StartQuery({ logGroupNames = [], logGroupIdentifiers = [] }: StartQueryInput, { account }) {
      const [asked] = [...logGroupNames, ...logGroupIdentifiers];
      throw asked
        ? new AwsError('ResourceNotFoundException', `Log group '${asked}' does not exist for account ID '${account}'`)
        : new AwsError('InvalidParameterException', 'A query needs logGroupNames or logGroupIdentifiers');
    },
  },
};

interface StartQueryInput {
  logGroupNames?: string[];
  logGroupIdentifiers?: string[];
}

/** Observability Access Manager of accounts that are not linked to any other. */
export const oamService: AwsService = {
  signingName: 'oam',
  operations: { ListSinks: () => ({ Items: [] }), ListAttachedLinks: () => ({ Items: [] }) },
};
