package conformance

import (
	"context"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func TestEachReaderRoleOpensItsAccount(t *testing.T) {
	ctx := context.Background()
	known := readTruth(t)
	for _, account := range known.Accounts {
		assumed, err := sts.NewFromConfig(baseConfig()).AssumeRole(ctx, &sts.AssumeRoleInput{
			RoleArn:         aws.String(account.ReaderRole.ARN),
			ExternalId:      aws.String(account.ReaderRole.ExternalID),
			RoleSessionName: aws.String("conformance"),
		})
		if err != nil {
			t.Fatal(err)
		}
		keys := assumed.Credentials
		session := config(region, *keys.AccessKeyId, *keys.SecretAccessKey, *keys.SessionToken)
		identity, err := sts.NewFromConfig(session).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil || *identity.Account != account.ID {
			t.Errorf("got %v, %v, want account %s", identity, err, account.ID)
		}
		nodes, err := ssm.NewFromConfig(session).DescribeInstanceProperties(ctx,
			&ssm.DescribeInstancePropertiesInput{MaxResults: aws.Int32(1000)})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := len(nodes.InstanceProperties), len(known.in(account.ID, managed)); got != want {
			t.Errorf("account %s: got %d nodes, want %d", account.ID, got, want)
		}
	}
}

func TestARoleNeedsItsExternalID(t *testing.T) {
	role := readTruth(t).Accounts[1].ReaderRole
	_, err := sts.NewFromConfig(baseConfig()).AssumeRole(context.Background(), &sts.AssumeRoleInput{
		RoleArn: aws.String(role.ARN), ExternalId: aws.String("wrong"), RoleSessionName: aws.String("conformance"),
	})
	if got := errorCode(err); got != "AccessDenied" {
		t.Errorf("got %s, want AccessDenied", got)
	}
}

func TestWrongKeys(t *testing.T) {
	ctx := context.Background()
	ask := map[string]func(aws.Config) error{
		"ssm": func(c aws.Config) error {
			_, err := ssm.NewFromConfig(c).ListAssociations(ctx, &ssm.ListAssociationsInput{})
			return err
		},
		"sts": func(c aws.Config) error {
			_, err := sts.NewFromConfig(c).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
			return err
		},
		"ec2": func(c aws.Config) error {
			_, err := ec2.NewFromConfig(c).DescribeRegions(ctx, &ec2.DescribeRegionsInput{})
			return err
		},
	}
	for _, test := range []struct{ service, key, secret, region, want string }{
		{"ssm", baseKey, "wrong", region, "InvalidSignatureException"},
		{"sts", baseKey, "wrong", region, "SignatureDoesNotMatch"},
		{"ec2", baseKey, "wrong", region, "AuthFailure"},
		{"ssm", "AKIAUNKNOWNEXAMPLE00", "wrong", region, "UnrecognizedClientException"},
		{"sts", "AKIAUNKNOWNEXAMPLE00", "wrong", region, "InvalidClientTokenId"},
		{"ssm", baseKey, baseSecret, "eu-nowhere-7", "UnrecognizedClientException"},
	} {
		err := ask[test.service](config(test.region, test.key, test.secret, ""))
		if got := errorCode(err); got != test.want {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestInstancesPageAndFilter(t *testing.T) {
	ctx := context.Background()
	known := readTruth(t)
	client := ec2.NewFromConfig(baseConfig())
	read := func(input *ec2.DescribeInstancesInput) []string {
		var found []string
		pages := ec2.NewDescribeInstancesPaginator(client, input)
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, reservation := range page.Reservations {
				for _, instance := range reservation.Instances {
					found = append(found, *instance.InstanceId)
				}
			}
		}
		return found
	}
	isEC2 := func(m machine) bool { return m.Kind == "ec2" }
	all := read(&ec2.DescribeInstancesInput{MaxResults: aws.Int32(10)})
	if want := ids(known.in(known.Accounts[0].ID, isEC2)); !slices.Equal(all, want) {
		t.Errorf("got %d instances, want %d", len(all), len(want))
	}
	stopped := read(&ec2.DescribeInstancesInput{Filters: []ec2types.Filter{
		{Name: aws.String("instance-state-name"), Values: []string{"stopped"}},
	}})
	want := ids(known.in(known.Accounts[0].ID, func(m machine) bool { return isEC2(m) && !m.Power.Running }))
	if !slices.Equal(stopped, want) {
		t.Errorf("got %v stopped, want %v", stopped, want)
	}
}

func TestTagsInBulk(t *testing.T) {
	known := readTruth(t)
	pages := resourcegroupstaggingapi.NewGetResourcesPaginator(
		resourcegroupstaggingapi.NewFromConfig(baseConfig()),
		&resourcegroupstaggingapi.GetResourcesInput{
			ResourceTypeFilters: []string{"ssm:managed-instance", "ec2:instance"},
			ResourcesPerPage:    aws.Int32(50),
		})
	found := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		found += len(page.ResourceTagMappingList)
	}
	if want := len(known.in(known.Accounts[0].ID, func(machine) bool { return true })); found != want {
		t.Errorf("got %d resources, want %d", found, want)
	}
}
