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
	Resource: schema.Resource{Name: "activations", Label: "Activations", Description: "Hybrid activations"},
	list:     ssm.DescribeActivations,
	every:    everyAssociations,
	id:       "ActivationId",
	lost:     "Activations, and the names that they give to nodes",
	fields: []field[types.Activation]{
		{name: "activationId", label: "Activation ID", means: "Activation id", from: "ActivationId", shown: true},
		{name: "defaultInstanceName", label: "Default instance name", means: "Name given to nodes", from: "DefaultInstanceName", shown: true},
		{name: "description", label: "Description", means: "Description", from: "Description", shown: true},
		{name: "iamRole", label: "IAM role", means: "IAM role", from: "IamRole"},
		{name: "registrationLimit", label: "Registration limit", means: "How many nodes may register", from: "RegistrationLimit", unit: counted, shown: true},
		{name: "registrationsCount", label: "Registrations", means: "How many did", from: "RegistrationsCount", unit: counted, shown: true},
		{name: "createdDate", label: "Created", means: "Created", from: "CreatedDate"},
		{name: "expirationDate", label: "Expires", means: "Expires", from: "ExpirationDate", shown: true},
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
