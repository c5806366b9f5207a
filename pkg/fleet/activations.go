package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// activationWords is the column of all that people wrote on an activation.
const activationWords = "words"

var activations = declareList(listResource[types.Activation]{
	Resource: schema.Resource{Name: "activations", Group: schema.SetupGroup, Label: "Activations", Description: "Hybrid activations, with which machines outside of EC2 register",
		Examples: []schema.Example{
			{Title: "Activations that expire in 30 days",
				Filters: []schema.Filter{{Field: "expired", Op: "=", Value: false}, {Field: "expirationDate", Op: "<", Value: "now+30d"}},
				OrderBy: []schema.OrderBy{{Field: "expirationDate"}}},
			{Title: "Activations that have expired", Filters: []schema.Filter{{Field: "expired", Op: "=", Value: true}},
				OrderBy: []schema.OrderBy{{Field: "expirationDate", Desc: true}}},
		},
	},
	list:  ssm.DescribeActivations,
	every: everyAssociations,
	id:    "ActivationId",
	layer: CoreLayer,
	lost:  "Activations, and the names that they give to nodes",
	fields: []field[types.Activation]{
		{name: "activationId", label: "Activation ID", means: "ID that machines register with", from: "ActivationId", shown: true},
		{name: "defaultInstanceName", label: "Default instance name", means: "Name that nodes registered with it are given", from: "DefaultInstanceName", shown: true},
		{name: "description", label: "Description", means: "What it is for, as it was described when it was created", from: "Description", shown: true},
		{name: "iamRole", label: "IAM role", means: "IAM role that nodes registered with it are given", from: "IamRole"},
		{name: "registrationLimit", label: "Registration limit", means: "How many nodes may register with it", from: "RegistrationLimit", unit: counted, shown: true},
		{name: "registrationsCount", label: "Registrations", means: "How many nodes have registered with it", from: "RegistrationsCount", unit: counted, shown: true},
		{name: "createdDate", label: "Created", means: "When it was created", from: "CreatedDate"},
		{name: "expirationDate", label: "Expires", means: "When it can no longer be used to register nodes", from: "ExpirationDate", shown: true},
		{name: "expired", label: "Expired", means: "Whether it has expired", from: "Expired", shown: true},
		{name: activationWords, from: "DefaultInstanceName Description Tags", text: func(a *types.Activation) string {
			words := []string{aws.ToString(a.DefaultInstanceName), aws.ToString(a.Description)}
			for _, tag := range a.Tags {
				words = append(words, aws.ToString(tag.Value))
			}
			return strings.Join(words, " ")
		}},
	},
})
