// Package ec2 has the operations of Amazon EC2 that are read, a file each.
package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeInstances lists the EC2 instances, 1,000 a page, terminated ones as long as EC2 remembers them.
var DescribeInstances = awsapi.List[types.Instance]{
	Operation: awsapi.Operation{Service: "ec2", Name: "DescribeInstances"},
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.Instance, *string, error) {
		page, err := client.DescribeInstances(ctx, &ec2.DescribeInstancesInput{MaxResults: aws.Int32(1000), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		var instances []types.Instance
		for _, reservation := range page.Reservations {
			instances = append(instances, reservation.Instances...)
		}
		return instances, page.NextToken, nil
	},
}
