package awsapi

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Identity is who AWS takes a session for.
type Identity struct{ Account, ARN string }

// Identity asks AWS who the session is, which needs no permission. It fails where that is another account than the
// settings name, since everything read would be shown under the wrong one.
func (s *Session) Identity(ctx context.Context, traffic *Traffic) (Identity, error) {
	client := s.Client(traffic, s.settings.Quota, s.account.ID, s.settings.DefaultRegion)
	answer, err := client.STS.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return Identity{}, err
	}
	said := func(text *string) string { return sentence(s.secrets.redact(aws.ToString(text))) }
	identity := Identity{Account: said(answer.Account), ARN: said(answer.Arn)}
	if s.account.ID != "" && s.account.ID != identity.Account {
		return identity, errorf("Account %s: the data source's credentials belong to account %s: give the "+
			"account a role of its own to assume (assumeRoleArn), or correct its ID", s.account.Label(), identity.Account)
	}
	return identity, nil
}

// AccountID gives the account that the session reads: from the ARN of its role, else from AWS.
func (s *Session) AccountID(ctx context.Context, traffic *Traffic) (string, error) {
	role := s.settings.credentialsOf(s.account).AssumeRoleARN
	if parsed, err := arn.Parse(role); err == nil && (s.account.ID == "" || s.account.ID == parsed.AccountID) {
		return parsed.AccountID, nil
	}
	identity, err := s.Identity(ctx, traffic)
	return identity.Account, err
}
