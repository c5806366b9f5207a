package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type document = types.DocumentIdentifier

var _ = declareList(listResource[document]{
	Resource: schema.Resource{Name: "documents", Group: schema.ConfigurationGroup, Label: "Documents", Description: "SSM documents that the account owns",
		Examples: []schema.Example{
			{Title: "Documents by type", GroupBy: []string{"documentType"}},
			{Title: "Runbooks", Filters: []schema.Filter{{Field: "documentType", Op: "=", Value: "Automation"}}, OrderBy: []schema.OrderBy{{Field: "name"}}},
			{Title: "Documents that wait for review", Filters: []schema.Filter{{Field: "reviewStatus", Op: "=", Value: "PENDING"}},
				OrderBy: []schema.OrderBy{{Field: "createdDate"}}},
		},
	},
	list:  ssm.ListDocuments,
	every: everyAssociations,
	id:    "Name",
	layer: OperationsLayer,
	lost:  "SSM documents that the account owns",
	fields: []field[document]{
		{name: "name", label: "Name", means: "Name of the document", from: "Name", shown: true},
		{name: "displayName", label: "Display name", means: "Friendly name, where it has one", from: "DisplayName", shown: true},
		{name: "documentType", label: "Type", means: "What it is for: Command, Automation, Session, Package ...", from: "DocumentType", shown: true},
		{name: "documentVersion", label: "Version", means: "Default version, which runs where no other is named", from: "DocumentVersion", shown: true},
		{name: "versionName", label: "Version name", means: "What its author calls that version, for instance 12.6", from: "VersionName"},
		{name: "documentFormat", label: "Format", means: "YAML, JSON or TEXT", from: "DocumentFormat"},
		{name: "schemaVersion", label: "Schema version", means: "Version of the document schema that it is written in, for instance 2.2", from: "SchemaVersion"},
		{name: "platformTypes", label: "Platforms", means: "Operating systems that it runs on, separated by commas", from: "PlatformTypes", shown: true, text: documentPlatforms},
		{name: "targetType", label: "Target type", means: "Kind of resource that it runs on, for instance /AWS::EC2::Instance", from: "TargetType"},
		{name: "owner", label: "Owner", means: "AWS account that owns it", from: "Owner"},
		{name: "author", label: "Author", means: "Who in the organization wrote it", from: "Author"},
		{name: "reviewStatus", label: "Review status", means: "Where it stands in review: APPROVED, NOT_REVIEWED, PENDING or REJECTED", from: "ReviewStatus"},
		{name: "createdDate", label: "Created", means: "When it was created", from: "CreatedDate", shown: true},
	},
})

func documentPlatforms(d *document) string {
	platforms := make([]string, len(d.PlatformTypes))
	for i, platform := range d.PlatformTypes {
		platforms[i] = string(platform)
	}
	return strings.Join(platforms, ", ")
}
