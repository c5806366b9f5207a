import { type AwsService } from '../aws/awsService';
import { type Estate } from '../estate/machine';
import { listGroupResources } from './listGroupResources';

export function makeResourceGroupsService(estate: Estate): AwsService {
  return { signingName: 'resource-groups', operations: { ListGroupResources: listGroupResources(estate) } };
}
