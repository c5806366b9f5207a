package fleet

import (
	"context"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// targetRows is the resource whose rows are the targets themselves.
type targetRows struct{ schema.Resource }

func (r targetRows) description() schema.Resource { return r.Resource }

// answer waits for nothing, but whoever looks at the targets wants them read, but for those that are read on demand.
func (r targetRows) answer(_ context.Context, f *Fleet, need Need) (Answer, error) {
	places, err := f.inScope(need)
	if err != nil {
		return Answer{}, err
	}
	now := time.Now()
	all := targetsOf(places, need.APIs)
	read := statusesOf(slices.DeleteFunc(all, func(n neededTarget) bool { return !n.target().watched(now) }))
	t := targetRecords.tabulate(read)
	asOf, _ := t.Column("asOf")
	t.Set(targetAge.Name, columns.NewAge(asOf, now))
	return Answer{Table: t, Targets: read}, nil
}

// targetRecords is what is known of each target.
var targetRecords = recordsOf(awsapi.Operation{},
	field[TargetStatus]{name: "account", label: "Account", means: "AWS account", from: "Account", shown: true},
	field[TargetStatus]{name: "accountName", label: "Account name", means: "Name of the account as the data source's settings give it", from: "AccountName"},
	field[TargetStatus]{name: "region", label: "Region", means: "AWS Region", from: "Region", shown: true},
	field[TargetStatus]{name: "api", label: "Operation", means: "AWS API operation that this target is read with", from: "API", shown: true},
	field[TargetStatus]{name: "state", label: "State", means: "How good the last reading is", from: "State", set: statuses.TargetState, shown: true},
	field[TargetStatus]{name: "asOf", label: "As of", means: "When the last good reading was taken", from: "AsOf", shown: true},
	field[TargetStatus]{name: "error", label: "Error", means: "Why the last reading failed, in words", from: "Failure", shown: true,
		text: func(s *TargetStatus) string { return s.Failure.Message() }},
	field[TargetStatus]{name: "errorSince", label: "Error since", means: "Since when readings have failed", from: "Failure.Since"},
	field[TargetStatus]{name: "action", label: "Action", means: "IAM action that AWS refused", from: "Failure",
		text: func(s *TargetStatus) string { return s.Failure.Action() }},
	field[TargetStatus]{name: "note", label: "Note", means: "What the last good reading cannot tell, is known to lack, or no longer lists", from: "Lacking Note Aside News", shown: true, text: (*TargetStatus).Remark},
	ofGoodReading("items", "Items", "Items in the last good reading", counted, true, func(s *TargetStatus) float64 { return float64(s.Items) }),
	field[TargetStatus]{name: "calls", label: "Calls", means: "Calls to AWS since the plugin's backend started", from: "Calls", unit: counted, shown: true},
	field[TargetStatus]{name: "throttles", label: "Throttles", means: "Calls that AWS throttled", from: "Throttles", unit: counted, shown: true},
	field[TargetStatus]{name: "errors", label: "Errors", means: "Calls that failed, without those that AWS throttled", from: "Errors", unit: counted, shown: true},
	field[TargetStatus]{name: "accountCallsLastHour", label: "Account's calls, last hour", means: "Calls to AWS in the last hour, over all Regions and operations of the account", from: "Budget.Calls", unit: counted},
	field[TargetStatus]{name: "accountMaxCallsPerHour", label: "Account's calls, most an hour", means: "How many calls the account may be sent in an hour: the setting maxCallsPerHour", from: "Budget.PerHour", unit: counted},
	field[TargetStatus]{name: "accountBudgetUsed", label: "Account's budget used", means: "Share of maxCallsPerHour that the account's calls of the last hour are: above half of it, readings give way; nothing is read once all of it is used", from: "Budget", unit: "percentunit",
		number: func(s *TargetStatus) float64 { return s.Budget.Used() }},
	ofGoodReading("took", "Took", "How long the last good reading took", "s", false, func(s *TargetStatus) float64 { return s.Took.Seconds() }),
	field[TargetStatus]{name: "nextRefresh", label: "Next refresh", means: "When it is read next, if someone is looking", from: "Next"},
)

// ofGoodReading is a number column without a value where there is no good reading.
func ofGoodReading(name, label, means, unit string, shown bool, number func(*TargetStatus) float64) field[TargetStatus] {
	return field[TargetStatus]{name: name, label: label, means: means, from: "Items Took AsOf", unit: unit, shown: shown,
		number: func(s *TargetStatus) float64 {
			if s.AsOf.IsZero() {
				return columns.None()
			}
			return number(s)
		}}
}

var targetAge = schema.Column{
	Name: "age", Label: "Age", Description: "Time since the last good reading", Kind: columns.Number, Unit: "s", Default: true,
	Sources: []schema.Source{schema.OnePane},
}

var _ = declareTargets()

func declareTargets() targetRows {
	own := targetRecords.columns()
	asOf := slices.IndexFunc(own, func(c schema.Column) bool { return c.Name == "asOf" })
	r := targetRows{schema.Resource{
		Name: "targets", Group: schema.SetupGroup, Label: "Targets", Sources: []schema.Source{schema.OnePane},
		Description: "What is read from AWS: freshness, calls, throttles and errors for each account, Region and operation; a list that only its own resource is made of is here while somebody asks for that",
		Examples: []schema.Example{
			{Title: "What can't be read", Filters: []schema.Filter{{Field: "state", Op: "in", Value: []string{"failed", "stale"}}},
				OrderBy: []schema.OrderBy{{Field: "state"}}},
			{Title: "What AWS throttles", Filters: []schema.Filter{{Field: "throttles", Op: ">", Value: 0}},
				OrderBy: []schema.OrderBy{{Field: "throttles", Desc: true}}},
			{Title: "Calls that fail", Filters: []schema.Filter{{Field: "errors", Op: ">", Value: 0}},
				OrderBy: []schema.OrderBy{{Field: "errors", Desc: true}}},
		},
		Columns: slices.Concat(own[:asOf+1], []schema.Column{targetAge}, own[asOf+1:]),
	}}
	resources = append(resources, r)
	return r
}
