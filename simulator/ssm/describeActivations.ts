import { type DescribeActivationsRequest, type DescribeActivationsResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Activation } from '../estate/machine';
import { pageOf } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (activation: Activation) => string> = {
  ActivationIds: ({ activationId }) => activationId,
  DefaultInstanceName: ({ defaultInstanceName }) => defaultInstanceName,
  IamRole: ({ iamRole }) => iamRole,
};

/** 1 to 50 a page. */
export function describeActivations({ estate }: SsmWorld) {
  return (input: DescribeActivationsRequest, call: AwsCall): DescribeActivationsResult => {
    const tests = (input.Filters ?? []).map(({ FilterKey, FilterValues = [] }) => {
      const value = filterKeys[FilterKey ?? ''];
      if (!value) {
        throw ssmError('InvalidFilter', `The filter key ${FilterKey} is not valid.`);
      }
      return (activation: Activation) => FilterValues.includes(value(activation));
    });
    const found = estate.activations.filter(
      (each) => each.account === call.account && each.region === call.region && tests.every((test) => test(each))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    const now = Date.now();
    return {
      ActivationList: items.map((activation) => ({
        ActivationId: activation.activationId,
        Description: activation.description,
        DefaultInstanceName: activation.defaultInstanceName,
        IamRole: activation.iamRole,
        RegistrationLimit: activation.registrationLimit,
        RegistrationsCount: activation.registrationsCount,
        ExpirationDate: new Date(activation.expiresAt),
        Expired: activation.expiresAt < now,
        CreatedDate: new Date(activation.createdAt),
        Tags: Object.entries(activation.tags).map(([Key, Value]) => ({ Key, Value })),
      })),
      NextToken: nextToken,
    };
  };
}
