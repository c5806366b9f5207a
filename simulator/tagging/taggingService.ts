import { type AwsService } from '../aws/awsService';
import { type Estate } from '../estate/machine';
import { getResources } from './getResources';

export function makeTaggingService(estate: Estate): AwsService {
  return { signingName: 'tagging', operations: { GetResources: getResources(estate) } };
}
