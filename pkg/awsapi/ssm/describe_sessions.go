package ssm

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeSessions lists the sessions that are active, then those that began after a time and are over, 200 a page. AWS keeps
// them for 30 days.
var DescribeSessions = awsapi.History[types.Session]{
	Operation: operation("DescribeSessions"),
	Kept:      30 * 24 * time.Hour,
	Page: func(ctx context.Context, client *awsapi.Client, after time.Time, token *string) ([]types.Session, *string, error) {
		state, at := string(types.SessionStateActive), ""
		if token != nil {
			state, at, _ = strings.Cut(*token, " ")
		}
		input := &ssm.DescribeSessionsInput{State: types.SessionState(state), MaxResults: aws.Int32(200)}
		if at != "" {
			input.NextToken = &at
		}
		if input.State == types.SessionStateHistory {
			input.Filters = []types.SessionFilter{{Key: types.SessionFilterKeyInvokedAfter, Value: aws.String(after.Format(time.RFC3339))}}
		}
		page, err := client.SSM.DescribeSessions(ctx, input)
		if err != nil {
			return nil, nil, err
		}
		return page.Sessions, nextSessions(input.State, aws.ToString(page.NextToken)), nil
	},
}

// nextSessions is the token of what follows a page: a state, and AWS's own token in it.
func nextSessions(state types.SessionState, next string) *string {
	switch {
	case next != "":
		return aws.String(string(state) + " " + next)
	case state == types.SessionStateActive:
		return aws.String(string(types.SessionStateHistory) + " ")
	}
	return nil
}
