package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// CheckHealth says who AWS takes us for in each account, which Regions answer, and which IAM actions are missing. It is
// an error as soon as an account or a Region can't be read; a missing action beside that, or an operation that has no
// answer, is told, but is no error: the rest works without it. A layer of the permissions that was left out isn't even wrong.
func (d *Datasource) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found := newDiagnosis(d.fleet.Check(ctx))
	if clock := d.fleet.ClockWords(); clock != "" {
		found.beside.add(clock, "Grafana's server")
	}
	status := backend.HealthStatusOk
	if !found.whole() {
		status = backend.HealthStatusError
	}
	viewer := viewerOf(ctx)
	details := healthDetails{Message: viewer.told(found.summary()), VerboseMessage: viewer.told(found.report())}
	if viewer.isAdmin {
		details.Callers = found.callers
	}
	return health(status, found.title(), details), nil
}

// healthDetails are what Grafana shows below the title, a line and more under "Details", and what the app's page shows of it.
type healthDetails struct {
	Message        string `json:"message,omitempty"`
	VerboseMessage string `json:"verboseMessage,omitempty"`
	// Callers are for admins only.
	Callers []caller `json:"callers,omitempty"`
}

// caller is whom AWS takes the data source for in an account.
type caller struct {
	Account string `json:"account"` // id of 12 digits
	ARN     string `json:"arn"`
}

// health makes a result as Grafana shows it.
func health(status backend.HealthStatus, title string, told healthDetails) *backend.CheckHealthResult {
	details, err := json.Marshal(told)
	if err != nil { // strings always have a JSON form
		panic(err)
	}
	return &backend.CheckHealthResult{Status: status, Message: title, JSONDetails: details}
}

// diagnosis sums up what a check found out.
type diagnosis struct {
	accounts, answeringAccounts int
	regions, answeringRegions   int
	problems                    causes // why an account or a Region can't be read
	refusals                    causes // which actions are missing beside that, and where
	refusedActions              []string
	unanswered                  causes   // of which it isn't known whether they are
	beside                      causes   // what is wrong and keeps nothing from being read
	without                     causes   // which layers of the permissions were left out
	overBudget                  int      // accounts of which nothing more is read for now
	answers                     []string // a line for each account: what answers
	callers                     []caller
}

// cause is one thing that is wrong, and everywhere that it is: wrong credentials are one thing, however many accounts are
// read with them.
type cause struct {
	message string
	where   []string
}

type causes []*cause

func (all *causes) add(message, where string) {
	for _, c := range *all {
		if c.message == message {
			c.where = append(c.where, where)
			return
		}
	}
	*all = append(*all, &cause{message, []string{where}})
}

func (c *cause) words() string { return strings.Join(c.where, "; ") + ": " + c.message }

func newDiagnosis(accounts []fleet.AccountCheck) diagnosis {
	d := diagnosis{accounts: len(accounts)}
	for _, a := range accounts {
		d.add(a)
	}
	return d
}

func (d *diagnosis) add(a fleet.AccountCheck) {
	name := accountName(a)
	if a.Err != nil {
		d.problems.add(awsapi.Explain(a.Err).Message, name)
	}
	var answering []string
	var failing causes // a Region has the words of its account here
	for _, r := range a.Regions {
		d.regions++
		if r.Err == nil {
			answering = append(answering, r.Region)
		} else if a.Err == nil {
			failing.add(awsapi.Explain(r.Err).Message, r.Region)
		}
	}
	for _, c := range failing {
		d.problems.add(c.message, name+" in "+strings.Join(c.where, ", "))
	}
	for _, refusal := range a.Refused {
		d.refusals.add(refusalWords(refusal), name)
		if !slices.Contains(d.refusedActions, refusal.Action) {
			d.refusedActions = append(d.refusedActions, refusal.Action)
		}
	}
	for _, layer := range a.Without {
		d.without.add(layerWords(layer), name)
	}
	for _, silence := range a.Unanswered {
		d.unanswered.add(awsapi.Explain(silence).Message, whereOf(name, awsapi.Explain(silence)))
	}
	if words := a.Budget.Words(); words != "" {
		d.beside.add(words, name)
	}
	if !a.Budget.FreeAt.IsZero() {
		d.overBudget++
	}
	d.answeringRegions += len(answering)
	line := name
	if len(answering) > 0 {
		d.answeringAccounts++
		line += ": " + strings.Join(answering, ", ")
	} else {
		line += ": no Region answers"
	}
	if a.ARN != "" {
		line += ", as " + a.ARN
		d.callers = append(d.callers, caller{Account: a.ID, ARN: a.ARN})
	}
	d.answers = append(d.answers, line)
}

// told gives everything that there is to say, what keeps an account or a Region from being read first, what may be meant so last.
func (d *diagnosis) told() causes {
	return slices.Concat(d.problems, d.refusals, d.unanswered, d.beside, d.without)
}

// refusalWords name what an IAM action is needed for, then how to allow it.
func refusalWords(r fleet.Refusal) string {
	needs := strings.Join(slices.Concat(r.Lists, r.Columns), ", ")
	return fmt.Sprintf("%s (layer %s): %s", needs, r.Layer, r.Err.Message)
}

// layerWords say what is not shown, and how to allow it, should that be wanted.
func layerWords(l fleet.Layer) string {
	return fmt.Sprintf("without the %s layer: %s. Should they be shown, allow the layer's statements of the reader policy: %s",
		l, l.Lost(), strings.Join(l.Actions(), ", "))
}

// report is a line for each account, and one for each thing that there is to say.
func (d *diagnosis) report() string {
	lines := d.answers
	for _, c := range d.told() {
		lines = append(lines, c.words())
	}
	return strings.Join(lines, "\n")
}

// whereOf names the Region where an operation was tried.
func whereOf(account string, err *awsapi.Error) string {
	if err.Region == "" {
		return account
	}
	return account + " in " + err.Region
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
	case !d.whole() && d.accounts == 1:
		return fmt.Sprintf("Partly working: the account answers in %d of %s", d.answeringRegions, plural(d.regions, "Region"))
	case !d.whole():
		return fmt.Sprintf("Partly working: %d of %s answer, in %d of %s",
			d.answeringAccounts, plural(d.accounts, "account"), d.answeringRegions, plural(d.regions, "account/Region pair"))
	case d.overBudget > 0:
		return fmt.Sprintf("AWS answers, but %s used up maxCallsPerHour", pluralHaving(d.overBudget, "account"))
	case len(d.refusedActions) > 0:
		return fmt.Sprintf("Working, but %s refused", pluralBeing(len(d.refusedActions), "IAM action"))
	case len(d.unanswered) > 0:
		return fmt.Sprintf("Working, but AWS did not answer %s", plural(len(d.unanswered), "operation"))
	case d.accounts == 1:
		return fmt.Sprintf("Working: the account answers in %s", plural(d.regions, "Region"))
	default:
		return fmt.Sprintf("Working: %d accounts answer, in %s", d.accounts, plural(d.regions, "account/Region pair"))
	}
}

// summary is the first thing that there is to say, or who we are where all is as it can be.
func (d *diagnosis) summary() string {
	told := d.told()
	switch len(told) {
	case 0:
		return d.answers[0]
	case 1:
		return told[0].words()
	default:
		return fmt.Sprintf("%s (and %d more under Details)", told[0].words(), len(told)-1)
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

func pluralHaving(n int, noun string) string {
	if n == 1 {
		return plural(n, noun) + " has"
	}
	return plural(n, noun) + " have"
}
