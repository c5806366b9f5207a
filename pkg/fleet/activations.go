package fleet

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// readActivations reads the hybrid activations.
func (p *place) readActivations(ctx context.Context, report progress[table]) (table, error) {
	client, err := p.client(ctx)
	if err != nil {
		return table{}, err
	}
	return collect(ssm.DescribeActivations(ctx, client), tabulateActivations, report)
}

func tabulateActivations(activations []types.Activation) table {
	return newTable(columns.Tabulate(activations, activationColumns), activations, func(a *activation) string {
		return aws.ToString(a.ActivationId)
	})
}

// activationTable makes a place's part of the resource `activations`.
func (p *place) activationTable() *columns.Table {
	t := p.activations.knownOr(tabulateActivations(nil)).Clone()
	p.locate(t)
	return t
}

type activation = types.Activation

// activationWords is the column of all that people wrote on an activation.
const activationWords = "words"

var activationColumns = []columns.Definition[activation]{
	columns.TextOf("activationId", func(a *activation) *string { return a.ActivationId }),
	columns.TextOf("defaultInstanceName", func(a *activation) *string { return a.DefaultInstanceName }),
	columns.TextOf("description", func(a *activation) *string { return a.Description }),
	columns.TextOf("iamRole", func(a *activation) *string { return a.IamRole }),
	columns.Count("registrationLimit", func(a *activation) *int32 { return a.RegistrationLimit }),
	columns.Count("registrationsCount", func(a *activation) *int32 { return a.RegistrationsCount }),
	columns.TimeOf("createdDate", func(a *activation) *time.Time { return a.CreatedDate }),
	columns.TimeOf("expirationDate", func(a *activation) *time.Time { return a.ExpirationDate }),
	columns.Flag("expired", func(a *activation) bool { return a.Expired }),
	columns.Text(activationWords, func(a *activation) string {
		words := []string{aws.ToString(a.DefaultInstanceName), aws.ToString(a.Description)}
		for _, tag := range a.Tags {
			words = append(words, aws.ToString(tag.Value))
		}
		return strings.Join(words, " ")
	}),
}
