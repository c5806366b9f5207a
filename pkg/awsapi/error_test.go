package awsapi

import (
	"testing"

	"github.com/aws/smithy-go"
)

func TestOneReasonReadsTheSameInEveryRegion(t *testing.T) {
	account := Account{ID: "111122223333", Name: "shop"}
	for _, test := range []struct{ service, operation, place string }{
		{"SSM", "ListAssociations", "Account shop (111122223333), eu-west-1"},
		{"STS", "AssumeRole", "Account shop (111122223333)"},
	} {
		err := &smithy.GenericAPIError{Code: "AccessDenied", Message: "no"}
		here := describe(err, call{service: test.service, operation: test.operation, account: account, region: "eu-west-1"})
		there := describe(err, call{service: test.service, operation: test.operation, account: account, region: "us-east-1"})
		if here.Message != there.Message || here.Place != test.place || here.Error() != test.place+": "+here.Message {
			t.Errorf("%q and %q", here, there)
		}
	}
}
