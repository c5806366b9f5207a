package fleet

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/tagging"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// tagColumn names the column of a tag.
func tagColumn(key string) string { return schema.TagPrefix + key }

// emptyTags are the keys of a resource's tags that have no value, with newlines between them: a column of the tag has none, either.
const emptyTags = "emptyTags"

// tagLists are the tags of hybrid nodes and EC2 instances.
var tagLists = declareFeed(feed[table]{
	permission: permission{
		operation: tagging.GetResources.Operation,
		layer:     CoreLayer,
		lost:      "Tags as columns, filters and groups, and the Name tags of hybrid nodes",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(tagging.GetResources.Pages(ctx, client))
		},
	},
	every: everyTags,
	read: func(ctx context.Context, p *place, r *reading[table]) (table, error) {
		return readAll(ctx, p, tagging.GetResources, tabulateTags, r)
	},
	nothing: func() table { return tabulateTags(nil) },
	missing: shrunk[table],
	less: func(p *place, before *table, found table) lack {
		return lostItems(before, found, p.has)
	},
})

// tabulateTags makes a column for each key that any resource has.
func tabulateTags(resources []types.ResourceTagMapping) table {
	builders := map[string]*columns.StringsBuilder{}
	var keys []string
	empty := make([]string, len(resources))
	for row, resource := range resources {
		// Backwards, as the last one counts of a key that comes twice.
		for _, tag := range slices.Backward(resource.Tags) {
			key := aws.ToString(tag.Key)
			builder, ok := builders[key]
			if !ok {
				builder = &columns.StringsBuilder{}
				builders[key] = builder
				keys = append(keys, key)
			}
			if builder.Len() <= row {
				builder.Pad(row)
				builder.Append(aws.ToString(tag.Value))
				if aws.ToString(tag.Value) == "" {
					empty[row] += key + "\n"
				}
			}
		}
	}
	tags := columns.NewTable(len(resources))
	for _, key := range keys {
		builders[key].Pad(len(resources))
		tags.Set(tagColumn(key), builders[key].Column())
	}
	tags.Set(emptyTags, columns.NewStrings(empty))
	ids := each(resources, func(r *types.ResourceTagMapping) string { return idInARN(aws.ToString(r.ResourceARN)) })
	return newTable(tags, ids)
}

// idInARN gives the id at the end of a resource's ARN: `...:instance/i-..`, `...:managed-instance/mi-..`.
func idInARN(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }
