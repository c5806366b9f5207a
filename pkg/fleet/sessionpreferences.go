package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// sessionPreferences say where what is done in sessions is logged; empty where it is not.
type sessionPreferences struct{ LogGroup, Bucket string }

func (sessionPreferences) size() int { return 1 }

var preferences = declareFeed(onDemand(feed[sessionPreferences]{
	permission: permission{
		operation: ssm.GetDocument.Operation,
		layer:     HistoryLayer,
		lost:      "Where Session Manager's sessions are logged",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			_, err := ssm.GetDocument.Ask(ctx, client, struct{}{})
			return err
		},
	},
	// People change them once in a while.
	every:   func(awsapi.Refresh) time.Duration { return time.Hour },
	read:    readPreferences,
	nothing: func() sessionPreferences { return sessionPreferences{} },
}))

// readPreferences reads the document, which isn't there until somebody sets a preference.
func readPreferences(ctx context.Context, p *place, _ *reading[sessionPreferences]) (sessionPreferences, error) {
	client, err := p.client(ctx)
	if err != nil {
		return sessionPreferences{}, err
	}
	content, err := ssm.GetDocument.Ask(ctx, client, struct{}{})
	var none *types.InvalidDocument
	if errors.As(err, &none) {
		return sessionPreferences{}, nil
	}
	if err != nil {
		return sessionPreferences{}, err
	}
	return preferencesIn(content)
}

func preferencesIn(content string) (sessionPreferences, error) {
	var document struct {
		Inputs struct {
			CloudWatchLogGroupName, S3BucketName string
		} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(content), &document); err != nil {
		return sessionPreferences{}, &awsapi.Error{Message: "document " + ssm.SessionPreferences + " can't be read as Session Manager's preferences: it is not JSON of their form"}
	}
	return sessionPreferences{LogGroup: document.Inputs.CloudWatchLogGroupName, Bucket: document.Inputs.S3BucketName}, nil
}

// sessionLogs are the columns that sessions get of them.
var sessionLogs = []schema.Column{
	sessionLog("logGroup", "Log group", "CloudWatch log group that it is logged to"),
	sessionLog("logBucket", "Log bucket", "S3 bucket that it is logged to"),
}

func sessionLog(name, label, means string) schema.Column {
	return schema.Column{
		Name: name, Label: label, Derived: true,
		Description: means + ", by the preferences of now; empty where it is not, and of a session that uses another document than " + ssm.SessionPreferences,
		Sources:     []schema.Source{schema.From(ssm.DescribeSessions.Operation, "DocumentName"), schema.From(ssm.GetDocument.Operation, "Content")},
	}
}

func withSessionLogs(p *place, rows *columns.Table) *columns.Table {
	rows = rows.Clone()
	known := preferences.known(p)
	for name, value := range map[string]string{"logGroup": known.LogGroup, "logBucket": known.Bucket} {
		rows.SetLazy(name, func() columns.Column {
			document := text(rows, "documentName")
			values := make([]string, rows.Rows())
			for row := range values {
				if used := document(int32(row)); used == "" || used == ssm.SessionPreferences {
					values[row] = value
				}
			}
			return columns.NewStrings(values)
		})
	}
	return rows
}
