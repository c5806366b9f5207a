#!/bin/sh
# Every node's patch state and tags with the AWS command line. Arguments: profile/region ...
# One id of another kind, as a connected cluster's, and a whole batch of patch states is refused.
# Writes a line for each patch state, node id first, and one for each resource with tags, its ARN first.
set -eu
for place in "$@"; do
  export AWS_PROFILE="${place%/*}" AWS_DEFAULT_REGION="${place#*/}"
  aws ssm describe-instance-information --page-size 50 --query 'InstanceInformationList[].[InstanceId]' --output text |
    grep -E '^m?i-' |
    xargs -n 50 aws ssm describe-instance-patch-states \
      --query 'InstancePatchStates[].[InstanceId,MissingCount,FailedCount]' --output text --instance-ids
  aws resourcegroupstaggingapi get-resources --resource-type-filters ssm:managed-instance ec2:instance \
    --resources-per-page 100 --query 'ResourceTagMappingList[].[ResourceARN,length(Tags)]' --output text
done
