import { type AwsService } from './aws/awsService';
import { type CredentialStore } from './aws/credentials';
import { makeAzureRoute } from './azure/azureRoute';
import { logsService, makeCloudwatchService, oamService } from './cloudwatch/cloudwatchService';
import { makeEc2Service } from './ec2/ec2Service';
import { type Estate } from './estate/machine';
import { makePrometheusRoute } from './prometheus/scrapeTargets';
import { makeResourceGroupsService } from './resourcegroups/resourceGroupsService';
import { type Route } from './route';
import { makeSsmService } from './ssm/ssmService';
import { makeStsService } from './sts/stsService';
import { makeTaggingService } from './tagging/taggingService';

/** AWS services by what they sign for. */
export function makeAwsServices(estate: Estate, credentials: CredentialStore): AwsService[] {
  return [
    makeSsmService(estate),
    makeEc2Service(estate),
    makeStsService(estate, credentials),
    makeTaggingService(estate),
    makeResourceGroupsService(estate),
    makeCloudwatchService(estate, Date.now),
    logsService,
    oamService,
  ];
}

/** Worlds that aren't AWS, in the order in which they are asked. */
export function makeRoutes(estate: Estate, throttle: boolean): Route[] {
  return [makeAzureRoute(estate, Date.now, throttle), makePrometheusRoute(estate, Date.now)];
}
