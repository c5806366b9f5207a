package plugin

import (
	"context"
	"regexp"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// principal is the ARN of a role, a user or a session: whom AWS takes the data source for. It helps who mends the settings,
// and is nobody else's business.
var principal = regexp.MustCompile(`arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]*[\w+=@/-]`)

const forAdmins = "(ARN shown to admins only)"

// viewer is who an answer is for. Alert rules are evaluated in an admin's name.
type viewer struct{ isAdmin bool }

func viewerOf(ctx context.Context) viewer {
	user := backend.PluginConfigFromContext(ctx).User
	return viewer{isAdmin: user != nil && user.Role == "Admin"}
}

// told gives a text as this viewer may see it.
func (v viewer) told(text string) string {
	if v.isAdmin {
		return text
	}
	return principal.ReplaceAllLiteralString(text, forAdmins)
}

// answer gives what the fleet answered as this viewer may see it.
func (v viewer) answer(given fleet.Answer) fleet.Answer {
	if v.isAdmin {
		return given
	}
	targets := make([]fleet.TargetStatus, len(given.Targets))
	for i, t := range given.Targets {
		if t.Failure != nil {
			failure, cause := *t.Failure, *t.Failure.Cause
			cause.Message = v.told(cause.Message)
			failure.Cause = &cause
			t.Failure = &failure
		}
		t.Note = v.told(t.Note)
		targets[i] = t
	}
	given.Targets = targets
	whole, table := given.Table, given.Table.Clone()
	for _, name := range naming {
		if whole.Has(name) {
			table.SetLazy(name, func() columns.Column { return v.column(whole, name) })
		}
	}
	given.Table = table
	return given
}

// naming are the columns that may name a principal: those that quote what AWS answered (of targets, why nothing is known of a
// node's patches, why an automation failed), and those that say who it was.
var naming = []string{"error", "note", "patchReason", "failureMessage", "warningMessage",
	"createdBy", "lastModifiedBy", "lastModifiedUser", "roleArn", "executedBy", "owner", "serviceRole", "serviceRoleArn"}

func (v viewer) column(of *columns.Table, name string) columns.Column {
	column, _ := of.Column(name)
	texts := make([]string, column.Len())
	for row := range texts {
		texts[row] = v.told(column.String(row))
	}
	return columns.NewStrings(texts)
}
