package ssm

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// CalendarsAt are change calendars, by the names or ARNs of their documents, and a moment.
type CalendarsAt struct {
	Names []string
	At    time.Time
}

// GetCalendarState tells whether change calendars are open at a moment, which they are where all of them are, and when that changes.
var GetCalendarState = awsapi.Call[CalendarsAt, *ssm.GetCalendarStateOutput]{
	Operation: operation("GetCalendarState"),
	Ask: func(ctx context.Context, client *awsapi.Client, asked CalendarsAt) (*ssm.GetCalendarStateOutput, error) {
		return client.SSM.GetCalendarState(ctx, &ssm.GetCalendarStateInput{
			CalendarNames: asked.Names, AtTime: aws.String(asked.At.UTC().Format(time.RFC3339)),
		})
	},
}
