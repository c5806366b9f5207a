package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type document = types.DocumentIdentifier

var _ = declareList(listResource[document]{
	Resource: schema.Resource{Name: "documents", Label: "Documents", Description: "SSM documents that the account owns"},
	list:     ssm.ListDocuments,
	every:    everyAssociations,
	lost:     "The account's own documents",
	fields: []field[document]{
		{name: "name", label: "Name", means: "Name of the document", from: "Name", shown: true},
		{name: "displayName", label: "Display name", means: "Name that people gave it", from: "DisplayName", shown: true},
		{name: "documentType", label: "Type", means: "What it is for: Command, Automation, Session, Package ...", from: "DocumentType", shown: true},
		{name: "documentVersion", label: "Version", means: "Default version", from: "DocumentVersion", shown: true},
		{name: "versionName", label: "Version name", means: "Name of that version", from: "VersionName"},
		{name: "documentFormat", label: "Format", means: "YAML, JSON or TEXT", from: "DocumentFormat"},
		{name: "schemaVersion", label: "Schema version", means: "Version of the document schema", from: "SchemaVersion"},
		{name: "platformTypes", label: "Platforms", means: "Operating systems that it runs on, separated by commas", from: "PlatformTypes", shown: true, text: documentPlatforms},
		{name: "targetType", label: "Target type", means: "Kind of resource that it runs on", from: "TargetType"},
		{name: "owner", label: "Owner", means: "AWS account that owns it", from: "Owner"},
		{name: "author", label: "Author", means: "Who in the organization wrote it", from: "Author"},
		{name: "reviewStatus", label: "Review status", means: "Where it stands in the organization's review", from: "ReviewStatus"},
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
