package conformance

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroups"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroups/types"
)

func TestTheMembersOfAResourceGroupPageByPage(t *testing.T) {
	ctx := context.Background()
	client := resourcegroups.NewFromConfig(baseConfig())
	pages := resourcegroups.NewListGroupResourcesPaginator(client, &resourcegroups.ListGroupResourcesInput{Group: aws.String("databases"), MaxResults: aws.Int32(2)})
	members, read := 0, 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, resource := range page.Resources {
			members++
			if arn := aws.ToString(resource.Identifier.ResourceArn); !strings.Contains(arn, ":"+region+":") || aws.ToString(resource.Identifier.ResourceType) == "" {
				t.Errorf("got %+v", resource.Identifier)
			}
		}
	}
	if read < 2 || members < 3 {
		t.Errorf("%d members on %d pages", members, read)
	}
	_, err := client.ListGroupResources(ctx, &resourcegroups.ListGroupResourcesInput{Group: aws.String("nobody")})
	if unknown := new(types.NotFoundException); !errors.As(err, &unknown) {
		t.Errorf("got %v, want NotFoundException", err)
	}
}
