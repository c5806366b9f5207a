package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// CheckHealth says who AWS takes us for in each account, which Regions answer, and which IAM actions are missing. It is
// an error as soon as an account or a Region can't be read; a missing action beside that is told, but is no error:
// the rest works without it.
func (d *Datasource) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	accounts, err := d.fleet.Check(ctx)
	if err != nil {
		return health(backend.HealthStatusError, "AWS can't be reached", err.Error(), ""), nil
	}
	found := newDiagnosis(accounts)
	status := backend.HealthStatusOk
	if !found.whole() {
		status = backend.HealthStatusError
	}
	return health(status, found.title(), found.summary(), strings.Join(found.report, "\n")), nil
}

// health makes a result as Grafana shows it: a title, a line below it, and more under "Details".
func health(status backend.HealthStatus, title, message, verbose string) *backend.CheckHealthResult {
	details, err := json.Marshal(struct {
		Message        string `json:"message,omitempty"`
		VerboseMessage string `json:"verboseMessage,omitempty"`
	}{message, verbose})
	if err != nil { // strings always have a JSON form
		panic(err)
	}
	return &backend.CheckHealthResult{Status: status, Message: title, JSONDetails: details}
}

// diagnosis sums up what a check found out.
type diagnosis struct {
	accounts, answeringAccounts int
	regions, answeringRegions   int
	problems                    []string // why an account or a Region can't be read
	refusals                    []string // which actions are missing beside that
	report                      []string // a line for each account, and one for each thing that is wrong with it
}

func newDiagnosis(accounts []fleet.AccountCheck) diagnosis {
	d := diagnosis{accounts: len(accounts)}
	for _, a := range accounts {
		d.add(a)
	}
	return d
}

func (d *diagnosis) add(a fleet.AccountCheck) {
	var answering, complaints []string
	if a.Err != nil {
		d.problems = append(d.problems, a.Err.Error())
		complaints = append(complaints, a.Err.Error())
	}
	for _, r := range a.Regions {
		d.regions++
		if r.Err == nil {
			answering = append(answering, r.Region)
		}
		if r.Err == nil || a.Err != nil {
			continue
		}
		d.problems = append(d.problems, r.Err.Error())
		complaints = append(complaints, r.Err.Error())
	}
	for _, refusal := range a.Refused {
		d.refusals = append(d.refusals, refusal.Error())
		complaints = append(complaints, refusal.Error())
	}
	d.answeringRegions += len(answering)
	line := accountName(a)
	if len(answering) > 0 {
		d.answeringAccounts++
		line += ": " + strings.Join(answering, ", ")
	} else {
		line += ": no Region answers"
	}
	if a.ARN != "" {
		line += ", as " + a.ARN
	}
	d.report = append(d.report, line)
	for _, complaint := range complaints {
		d.report = append(d.report, "  "+complaint)
	}
}

func accountName(a fleet.AccountCheck) string {
	switch {
	case a.ID == "" && a.Name == "":
		return "The account of the data source's credentials"
	case a.ID == "":
		return a.Name
	case a.Name == "" || a.Name == a.ID:
		return a.ID
	default:
		return fmt.Sprintf("%s (%s)", a.Name, a.ID)
	}
}

func (d *diagnosis) whole() bool { return len(d.problems) == 0 }

func (d *diagnosis) title() string {
	switch {
	case d.answeringAccounts == 0:
		return "No account answers"
	case !d.whole():
		return fmt.Sprintf("Partly working: %d of %s answer, in %d of %s",
			d.answeringAccounts, plural(d.accounts, "account"), d.answeringRegions, plural(d.regions, "account-Region"))
	case len(d.refusals) > 0:
		return fmt.Sprintf("Working, but %s refused", pluralBeing(len(d.refusals), "IAM action"))
	case d.accounts == 1:
		return fmt.Sprintf("Working: the account answers in %s", plural(d.regions, "Region"))
	default:
		return fmt.Sprintf("Working: %d accounts answer, in %s", d.accounts, plural(d.regions, "account-Region"))
	}
}

// summary is the first thing to mend, or who we are where nothing is wrong.
func (d *diagnosis) summary() string {
	wrong := append(d.problems, d.refusals...)
	switch len(wrong) {
	case 0:
		return d.report[0]
	case 1:
		return wrong[0]
	default:
		return fmt.Sprintf("%s (and %d more under Details)", wrong[0], len(wrong)-1)
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func pluralBeing(n int, noun string) string {
	if n == 1 {
		return plural(n, noun) + " is"
	}
	return plural(n, noun) + " are"
}
