import { type AwsService } from '../aws/awsService';
import { type Estate } from '../estate/machine';
import { describeInstances } from './describeInstances';
import { describeRegions } from './describeRegions';
import { ec2Wire } from './ec2Wire';

export function makeEc2Service(estate: Estate): AwsService {
  const instances = describeInstances(estate);
  return {
    signingName: 'ec2',
    xml: { namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/', style: 'ec2' },
    operations: {
      DescribeInstances: (input, call) => ec2Wire(instances(input, call)),
      DescribeRegions: (input) => ec2Wire(describeRegions(input)),
    },
  };
}
