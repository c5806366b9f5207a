package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type dataSync = types.ResourceDataSyncItem

var _ = declareList(listResource[dataSync]{
	Resource: schema.Resource{Name: "resourceDataSyncs", Group: schema.SetupGroup, Label: "Resource data syncs", Description: "Resource data syncs: inventory to an S3 bucket, or OpsData from an organization or other Regions",
		Empty: "There is no resource data sync in these accounts and Regions: inventory stays in Systems Manager. To have it in an S3 bucket, for " +
			"instance for Athena, create a resource data sync there.",
		Examples: []schema.Example{
			{Title: "Syncs that failed", Filters: []schema.Filter{{Field: "lastStatus", Op: "=", Value: "Failed"}},
				OrderBy: []schema.OrderBy{{Field: "lastSuccessfulSyncTime"}}},
			{Title: "Syncs by their last status", GroupBy: []string{"lastStatus"}},
		},
	},
	list:     ssm.ListResourceDataSync,
	every:    everyAssociations,
	onDemand: true,
	id:       "SyncName SyncType",
	layer:    OperationsLayer,
	lost:     "Resource data syncs, and whether they work",
	fields: []field[dataSync]{
		{name: "syncName", label: "Sync name", means: "Name of the resource data sync", from: "SyncName", shown: true},
		{name: "syncType", label: "Sync type", means: "SyncToDestination (to an S3 bucket) or SyncFromSource (from an organization or other Regions)", from: "SyncType", shown: true},
		{name: "lastStatus", label: "Last status", means: "How the last sync went: Successful, Failed or InProgress", from: "LastStatus", shown: true},
		{name: "lastSyncStatusMessage", label: "Message", means: "What AWS says of the last sync", from: "LastSyncStatusMessage", shown: true},
		{name: "lastSyncTime", label: "Last sync", means: "When it last tried to sync", from: "LastSyncTime", shown: true},
		{name: "lastSuccessfulSyncTime", label: "Last successful sync", means: "When a sync last succeeded", from: "LastSuccessfulSyncTime", shown: true},
		{name: "bucketName", label: "Bucket", means: "S3 bucket that it writes to", from: "S3Destination.BucketName", shown: true},
		{name: "bucketPrefix", label: "Prefix", means: "Beginning of the keys that it writes", from: "S3Destination.Prefix"},
		{name: "bucketRegion", label: "Bucket Region", means: "AWS Region of the bucket", from: "S3Destination.Region"},
		{name: "kmsKeyArn", label: "KMS key", means: "ARN of the KMS key that it encrypts with", from: "S3Destination.AWSKMSKeyARN"},
		{name: "sourceType", label: "Source type", means: "AwsOrganizations or SingleAccountMultiRegions", from: "SyncSource.SourceType"},
		{name: "sourceState", label: "Source state", means: "What keeps it from its organization, where something does, for instance TrustedAccessDisabled", from: "SyncSource.State"},
		{name: "sourceRegions", label: "Source Regions", means: "AWS Regions that it reads, separated by commas", from: "SyncSource.SourceRegions",
			text: func(s *dataSync) string { return strings.Join(syncSource(s).SourceRegions, ", ") }},
		{name: "organizationalUnits", label: "Organizational units", means: "IDs of the organizational units that it reads, separated by commas; empty where it reads the entire organization",
			from: "SyncSource.AwsOrganizationsSource.OrganizationalUnits", text: organizationalUnits},
		{name: "includeFutureRegions", label: "Future Regions", means: "Whether it reads Regions too that are enabled later", from: "SyncSource.IncludeFutureRegions"},
		{name: "syncCreatedTime", label: "Created", means: "When it was created", from: "SyncCreatedTime"},
		{name: "syncLastModifiedTime", label: "Last modified", means: "When it was last changed", from: "SyncLastModifiedTime"},
	},
})

func syncSource(s *dataSync) types.ResourceDataSyncSourceWithState {
	if s.SyncSource == nil {
		return types.ResourceDataSyncSourceWithState{}
	}
	return *s.SyncSource
}

func organizationalUnits(s *dataSync) string {
	var ids []string
	if organization := syncSource(s).AwsOrganizationsSource; organization != nil {
		for _, unit := range organization.OrganizationalUnits {
			ids = append(ids, aws.ToString(unit.OrganizationalUnitId))
		}
	}
	return strings.Join(ids, ", ")
}
