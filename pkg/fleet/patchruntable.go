package fleet

import (
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// patchRun is a run that installs patches, or what would have runs and has none to come.
type patchRun struct {
	RunTime                                     time.Time // zero: it has none to come
	Name, Kind, ID, Schedule, Timezone, Problem string
	Duration, Nodes, NoncompliantNodes          float64 // columns.None() where that isn't known
}

var patchRunRecords = recordsOf(installRuns.operation,
	field[patchRun]{name: "runTime", label: "Run", means: "When it is to install patches; empty where it would, and has no run to come", from: "RunTime", shown: true,
		time: func(r *patchRun) *time.Time { return &r.RunTime }},
	field[patchRun]{name: "name", label: "Name", means: "Name of the maintenance window, the association or the patch policy's association, else its ID", from: "Name", shown: true},
	field[patchRun]{name: "kind", label: "Kind", means: "What it is: maintenance window, association or patch policy (an association that Quick Setup made for one)", from: "Kind", shown: true},
	field[patchRun]{name: "nodes", label: "Nodes", means: "How many managed nodes it reaches; empty where that isn't known", from: "Nodes", unit: counted, shown: true,
		number: func(r *patchRun) float64 { return r.Nodes }},
	field[patchRun]{name: "noncompliantNodes", label: "Noncompliant nodes", means: "How many of them are noncompliant now: failed, missing, rejected, pendingReboot or securityAvailable; empty where that isn't known", from: "NoncompliantNodes", unit: counted, shown: true,
		number: func(r *patchRun) float64 { return r.NoncompliantNodes }},
	field[patchRun]{name: "duration", label: "Duration", means: "How long it is open; empty where AWS says no duration", from: "Duration", unit: "h", shown: true,
		number: func(r *patchRun) float64 { return r.Duration }},
	field[patchRun]{name: "timezone", label: "Time zone", means: "IANA time zone of its schedule; UTC for associations and patch policies", from: "Timezone", shown: true},
	field[patchRun]{name: "schedule", label: "Schedule", means: "Cron, rate or at expression by which it runs, in that time zone", from: "Schedule"},
	field[patchRun]{name: "problem", label: "Problem", means: "What is wrong with it, or isn't known of it, in words", from: "Problem", shown: true},
	field[patchRun]{name: "id", label: "ID", means: "ID of the maintenance window or the association", from: "ID"},
)

var _ = declareRows(placeRows{
	Resource: withConsolePage(schema.Resource{
		Name: "patchRuns", Group: schema.PatchesGroup, Label: "Patch runs",
		Description: "When maintenance windows, patch policies and associations install patches in the next 14 days, with the nodes that they reach, and those that would and have no run to come; of each the next run, however far ahead",
		Sources:     []schema.Source{schema.From(installRuns.operation), schema.From(maintenanceWindows.operation), schema.From(associations.operation)},
		Columns:     patchRunColumns(),
		Examples: []schema.Example{
			{Title: "Runs of the next 14 days", Filters: []schema.Filter{{Field: "runTime", Op: "<", Value: "now+14d"}}, OrderBy: []schema.OrderBy{{Field: "runTime"}}},
			{Title: "What would install patches and doesn't", Filters: []schema.Filter{{Field: "runTime", Op: "exists", Value: false}}, OrderBy: []schema.OrderBy{{Field: "name"}}},
			{Title: "Runs by account and kind", GroupBy: []string{"account", "kind"}},
		},
	}),
	rows: func(v *view) *columns.Table { return patchRunTable(v, nodeEvidenceOf(v.place, v.providerTag)) },
	now:  stillToCome,
})

// patchRunColumns describes the columns with what each is made of.
func patchRunColumns() []schema.Column {
	own := patchRunRecords.columns()
	for n := range own {
		own[n].Derived = true
		own[n].Sources = slices.Concat(planSources[1:2], planSources[2:3], planSources[6:8])
		switch own[n].Name {
		case "nodes":
			own[n].Sources = planSources
		case "noncompliantNodes":
			own[n].Sources = slices.Concat(planSources, []schema.Source{schema.From(patchStated), schema.From(verdictOf), schema.From(baselineOf)})
		}
	}
	return slices.Concat(own[:leading], placeColumns("AWS account that it is in", "AWS Region that it is in"), own[leading:])
}

// patchRunTable makes a place's part of the resource.
func patchRunTable(v *view, e nodeEvidence) *columns.Table {
	j := e.join()
	nodes, facts := e.nodesToTarget(j), e.patchFacts(j)
	var runs []patchRun
	for _, i := range e.runs.installers {
		run := patchRun{Name: i.name, Kind: i.kind, ID: i.id, Schedule: i.schedule, Timezone: i.zone, Problem: i.problem(), Duration: i.duration.Hours()}
		if run.Name == "" {
			run.Name = i.id
		}
		if i.duration == 0 {
			run.Duration = columns.None()
		}
		truths, _ := nodes.reached(i.by)
		run.Nodes, run.NoncompliantNodes = e.reachedNodes(truths, facts)
		if i.never != "" || len(i.runs) == 0 {
			runs = append(runs, run)
		}
		for _, at := range i.runs {
			run.RunTime = at
			runs = append(runs, run)
		}
	}
	t := patchRunRecords.tabulate(runs)
	v.locate(t)
	addConsolePages("patchRuns", t, v.region)
	return t
}

// reachedNodes counts the nodes that something reaches, and those of them that are noncompliant, where all of that is known.
func (e nodeEvidence) reachedNodes(truths []columns.Truth, facts func(row int) patchFacts) (nodes, noncompliant float64) {
	if !e.listed || slices.Contains(truths, columns.Neither) {
		return columns.None(), columns.None()
	}
	for row, truth := range truths {
		if truth != columns.True {
			continue
		}
		nodes++
		switch bucket, _ := facts(row).bucket(); {
		case slices.Contains(noncompliantBuckets, bucket):
			noncompliant++
		case bucket == statuses.Unknown:
			noncompliant = columns.None()
		}
	}
	return nodes, noncompliant
}

// stillToCome leaves out the runs that are over.
func stillToCome(_ *Fleet, runs *columns.Table, now time.Time) *columns.Table {
	at, _ := runs.Column("runTime")
	duration, _ := runs.Column("duration")
	var rows []int32
	for row := range runs.Rows() {
		// What has no duration is over once it has begun.
		open := time.Duration(duration.Number(row) * float64(time.Hour))
		if !duration.Has(row) {
			open = 0
		}
		if !at.Has(row) || at.Time(row).Add(open).After(now) {
			rows = append(rows, int32(row))
		}
	}
	left := columns.NewTable(len(rows))
	for _, name := range runs.Names() {
		left.SetLazy(name, func() columns.Column { return columns.Concat(pick(runs, name, rows)) })
	}
	return left
}
