package fleet

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type parameter = types.ParameterMetadata

var _ = declareList(listResource[parameter]{
	Resource: schema.Resource{Name: "parameters", Group: schema.ConfigurationGroup, Label: "Parameters", Description: "Parameter Store's parameters, without their values",
		Examples: []schema.Example{
			{Title: "Parameters unchanged for a year", Filters: []schema.Filter{{Field: "lastModifiedDate", Op: "<", Value: "1y"}},
				OrderBy: []schema.OrderBy{{Field: "lastModifiedDate"}}},
			{Title: "Parameters that expire in 30 days", Filters: []schema.Filter{{Field: "expirationDate", Op: "<", Value: "now+30d"}},
				Columns: []string{"name", "account", "region", "expirationDate", "policies", "lastModifiedDate"},
				OrderBy: []schema.OrderBy{{Field: "expirationDate"}}},
			{Title: "CloudWatch agent configurations", Filters: []schema.Filter{{Field: "cloudWatchAgentConfiguration", Op: "=", Value: true}},
				OrderBy: []schema.OrderBy{{Field: "name"}}},
		},
	},
	list:     ssm.DescribeParameters,
	every:    everyAssociations,
	onDemand: true,
	id:       "Name",
	layer:    OperationsLayer,
	lost:     "Parameters of Parameter Store; their values are not read in any case",
	fields: []field[parameter]{
		{name: "name", label: "Name", means: "Name of the parameter, with its path", from: "Name", shown: true},
		{name: "type", label: "Type", means: "String, StringList or SecureString", from: "Type", shown: true},
		{name: "description", label: "Description", means: "What it is for, as people described it", from: "Description", shown: true},
		{name: "cloudWatchAgentConfiguration", label: "CloudWatch agent configuration", means: "Whether CloudWatch agents can read it as their configuration: by its name, which begins with " + agentConfigurations,
			from: "Name", shown: true, truth: isAgentConfiguration},
		{name: "lastModifiedDate", label: "Last modified", means: "When it was last changed, or created", from: "LastModifiedDate", shown: true},
		{name: "lastModifiedUser", label: "Last modified by", means: "ARN of who last changed it", from: "LastModifiedUser"},
		{name: "version", label: "Version", means: "Goes up each time it is changed", from: "Version", unit: counted, shown: true},
		{name: "tier", label: "Tier", means: "Standard, Advanced or Intelligent-Tiering", from: "Tier", shown: true},
		{name: "dataType", label: "Data type", means: "What its value is checked as, for instance text or aws:ec2:image", from: "DataType"},
		{name: "keyId", label: "KMS key", means: "KMS key that its value is encrypted with; empty where it isn't", from: "KeyId"},
		{name: "allowedPattern", label: "Allowed pattern", means: "Regular expression that its value must match", from: "AllowedPattern"},
		{name: "expirationDate", label: "Expires", means: "When Parameter Store deletes it, by its expiration policy; empty where it has none", from: "Policies", time: parameterExpiration},
		{name: "policies", label: "Policies", means: "Parameter policies with their status, for instance Expiration: Pending", from: "Policies", text: parameterPolicies},
		{name: "arn", label: "ARN", means: "ARN of the parameter", from: "ARN"},
	},
})

// agentConfigurations begins the names of the parameters that AWS's CloudWatchAgentServerPolicy lets agents read.
const agentConfigurations = "AmazonCloudWatch-"

func isAgentConfiguration(p *parameter) columns.Truth {
	if p.Name == nil {
		return columns.Neither
	}
	return columns.TruthOf(strings.HasPrefix(*p.Name, agentConfigurations))
}

func parameterPolicies(p *parameter) string {
	policies := make([]string, len(p.Policies))
	for i, policy := range p.Policies {
		policies[i] = aws.ToString(policy.PolicyType) + ": " + aws.ToString(policy.PolicyStatus)
	}
	return strings.Join(policies, "; ")
}

// parameterExpiration reads the time of the expiration policy, which is JSON in a text.
func parameterExpiration(p *parameter) *time.Time {
	for _, policy := range p.Policies {
		if aws.ToString(policy.PolicyType) != "Expiration" {
			continue
		}
		var expiration struct{ Attributes struct{ Timestamp time.Time } }
		if err := json.Unmarshal([]byte(aws.ToString(policy.PolicyText)), &expiration); err == nil && !expiration.Attributes.Timestamp.IsZero() {
			return &expiration.Attributes.Timestamp
		}
	}
	return nil
}
