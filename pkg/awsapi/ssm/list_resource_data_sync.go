package ssm

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// The types of syncs. AWS doesn't say which a list without a type has, so each is asked for, one after the other.
const (
	syncToDestination = "SyncToDestination"
	syncFromSource    = "SyncFromSource"
)

// ListResourceDataSync lists the resource data syncs, those to buckets first, 50 a page.
var ListResourceDataSync = awsapi.List[types.ResourceDataSyncItem]{
	Operation: operation("ListResourceDataSync"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.ResourceDataSyncItem, *string, error) {
		syncType, at := syncToDestination, ""
		if token != nil {
			syncType, at, _ = strings.Cut(*token, " ")
		}
		input := &ssm.ListResourceDataSyncInput{SyncType: &syncType, MaxResults: aws.Int32(50)}
		if at != "" {
			input.NextToken = &at
		}
		page, err := client.SSM.ListResourceDataSync(ctx, input)
		if err != nil {
			return nil, nil, err
		}
		return page.ResourceDataSyncItems, nextSyncs(syncType, aws.ToString(page.NextToken)), nil
	},
}

// nextSyncs is the token of what follows a page: a type of syncs, and AWS's own token in its list.
func nextSyncs(syncType, next string) *string {
	switch {
	case next != "":
		return aws.String(syncType + " " + next)
	case syncType == syncToDestination:
		return aws.String(syncFromSource)
	}
	return nil
}
