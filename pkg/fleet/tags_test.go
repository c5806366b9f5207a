package fleet

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi/types"
)

func TestTagsAreColumnsByTheirKeys(t *testing.T) {
	resource := func(arn string, tags ...string) types.ResourceTagMapping {
		r := types.ResourceTagMapping{ResourceARN: aws.String("arn:aws:" + arn)}
		for i := 0; i < len(tags); i += 2 {
			r.Tags = append(r.Tags, types.Tag{Key: aws.String(tags[i]), Value: aws.String(tags[i+1])})
		}
		return r
	}
	found := tabulateTags([]types.ResourceTagMapping{
		resource("ec2:eu-west-1:111122223333:instance/i-0123abcd", "Owner", "web"),
		resource("ssm:eu-west-1:111122223333:managed-instance/mi-0123456789abcdef0"), // had tags once
		resource("ec2:eu-west-1:111122223333:instance/i-1123abcd", "Stage", "production", "Owner", ""),
		resource("ec2:eu-west-1:111122223333:instance/i-2123abcd", "Owner", "data"),
		resource("ec2:eu-west-1:111122223333:instance/i-3123abcd", "Owner", "first", "Stage", "test", "Owner", "last"),
	})
	for id, want := range map[string][2]string{
		"i-0123abcd": {"web", ""}, "mi-0123456789abcdef0": {"", ""}, "i-1123abcd": {"", "production"}, "i-2123abcd": {"data", ""},
		"i-3123abcd": {"last", "test"}, // AWS has no such thing, but what answers in its place may
	} {
		row := int(found.row(id))
		if row < 0 {
			t.Errorf("%s is not found", id)
			continue
		}
		if got := [2]string{cell(t, found.Table, "tag:Owner", row), cell(t, found.Table, "tag:Stage", row)}; got != want {
			t.Errorf("%s has %q, want %q", id, got, want)
		}
	}
	if found.size() != 5 || found.Has("tag:Name") {
		t.Errorf("%d resources with %v", found.size(), found.Names())
	}
}
