package fleet

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// patchPlan is what is known of when a node will be patched. Thousands of nodes share a few: `nodes` has them as texts in a column
// that no reader sees, until the moment of a question tells which run is the next.
type patchPlan struct {
	By    []string     `json:",omitempty"` // names of installers
	Runs  []plannedRun `json:",omitempty"` // in their order
	Maybe []plannedRun `json:",omitempty"` // which may be for it
	// Recurs: there are runs after those.
	Recurs bool `json:",omitempty"`
	// Unknown is why there may be others, OpenUnknown why one may be open.
	Unknown     string `json:",omitempty"`
	OpenUnknown string `json:",omitempty"`
	// Never names what would patch it and has no run to come.
	Never string `json:",omitempty"`
}

// plannedRun is a run of an installer, by its index. Its times are Unix seconds; what AWS gives no duration ends when it starts.
type plannedRun struct{ Start, End, By int64 }

const planColumn = "patchPlan"

// plans gives the plan of each node in words of JSON; none of what isn't managed.
func (e nodeEvidence) plans(j nodeJoin) columns.Column {
	nodes := e.nodesToTarget(j)
	all := make([][]columns.Truth, len(e.runs.installers))
	why := make([]string, len(all))
	for n, i := range e.runs.installers {
		all[n], why[n] = nodes.reached(i.by)
	}
	written := map[string]string{}
	plans := make([]string, len(j.nodes))
	reached := make([]byte, len(all))
	for row := range j.managed {
		for n := range all {
			reached[n] = byte(all[n][row])
		}
		plan, known := written[string(reached)]
		if !known {
			plan = e.plan(reached, why)
			written[string(reached)] = plan
		}
		plans[row] = plan
	}
	return columns.NewStrings(plans)
}

// nodesToTarget gives the managed nodes as targets are held against them.
func (e nodeEvidence) nodesToTarget(j nodeJoin) nodesToTarget {
	id := text(e.nodes.Table, "nodeId")
	nodes := nodesToTarget{tags: e.tags, tagRows: j.tags[:j.managed], unread: e.untagged}
	for _, node := range j.nodes[:j.managed] {
		nodes.ids = append(nodes.ids, id(node))
	}
	return nodes
}

// plan writes the plan of a node by what tells of each installer whether it reaches it, and why that isn't known.
func (e nodeEvidence) plan(reached []byte, why []string) string {
	var p patchPlan
	var unknown, never []string
	if e.unreadRuns != "" {
		unknown = append(unknown, e.unreadRuns)
	}
	unknown = append(unknown, e.runs.unread...)
	p.OpenUnknown = strings.Join(unknown, "; ")
	for n, i := range e.runs.installers {
		truth := columns.Truth(reached[n])
		switch {
		case truth == columns.False:
			continue
		case i.never != "" && truth == columns.True:
			never = append(never, i.String()+" reaches it, but "+i.never)
			if len(i.runs) == 0 {
				continue
			}
		case i.never != "" && len(i.runs) == 0:
			continue
		case truth == columns.Neither && i.never == "":
			unknown = append(unknown, i.String()+": "+why[n])
		}
		if i.openUnknown != "" && i.never == "" {
			p.OpenUnknown = cmp.Or(p.OpenUnknown, i.String()+": "+i.openUnknown)
		}
		p.By = append(p.By, i.String())
		runs := &p.Runs
		if truth == columns.Neither {
			runs = &p.Maybe
		} else {
			p.Recurs = p.Recurs || i.recurs
		}
		for _, run := range i.runs {
			*runs = append(*runs, plannedRun{run.Unix(), run.Add(i.duration).Unix(), int64(len(p.By) - 1)})
		}
	}
	slices.SortStableFunc(p.Runs, func(a, b plannedRun) int { return cmp.Compare(a.Start, b.Start) })
	p.Unknown, p.Never = strings.Join(unknown, "; "), strings.Join(never, "; ")
	words, err := json.Marshal(p)
	if err != nil {
		panic(err) // of text and numbers there is none
	}
	return string(words)
}

// plannedNow is what a plan comes to at a moment.
type plannedNow struct {
	next   time.Time
	by     string
	reason string
	// reached tells whether it will ever be patched, open whether a run is open.
	reached, open columns.Truth
}

func (p patchPlan) at(now time.Time) plannedNow {
	moment := now.Unix()
	isOpen := func(r plannedRun) bool { return r.Start <= moment && moment < r.End }
	n := plannedNow{reached: columns.TruthOf(p.Recurs), open: columns.False}
	if at := slices.IndexFunc(p.Runs, func(r plannedRun) bool { return r.Start > moment }); at >= 0 {
		n.next, n.by, n.reached = time.Unix(p.Runs[at].Start, 0), p.By[p.Runs[at].By], columns.True
	}
	switch {
	case slices.ContainsFunc(p.Runs, isOpen):
		n.open, n.reached = columns.True, columns.True
	case p.OpenUnknown != "" || slices.ContainsFunc(p.Maybe, isOpen):
		n.open = columns.Neither
	}
	if n.reached == columns.False && p.Unknown != "" {
		n.reached = columns.Neither
	}
	switch {
	case !n.next.IsZero() && p.Unknown != "":
		n.reason = "Another run may come sooner: " + p.Unknown
	case !n.next.IsZero():
	case p.Unknown != "":
		n.reason = "Not known: " + p.Unknown
	case n.reached == columns.True:
		n.reason = "The runs that are known have begun: the next reading tells which one comes then"
	default:
		n.reason = "No maintenance window, patch policy or association that installs patches reaches it"
		if p.Never != "" {
			n.reason = p.Never
		}
	}
	return n
}

// noncompliantBuckets are those of nodes that AWS counts as noncompliant.
var noncompliantBuckets = []string{statuses.Failed, statuses.Missing, statuses.Rejected, statuses.PendingReboot, statuses.SecurityAvailable}

// addPlans adds to nodes what their plans come to at a moment.
func addPlans(t, nodes *columns.Table, now time.Time) {
	type planned struct {
		plans   columns.Dictionary
		byPlan  []plannedNow
		managed columns.Column
	}
	found := sync.OnceValue(func() planned {
		column, _ := nodes.Column(planColumn)
		managed, _ := nodes.Column("managed")
		p := planned{plans: column.(columns.Dictionary), managed: managed}
		for _, words := range p.plans.Values() {
			var plan patchPlan
			if err := json.Unmarshal([]byte(words), &plan); err != nil {
				panic(err) // it is of our own making
			}
			p.byPlan = append(p.byPlan, plan.at(now))
		}
		return p
	})
	at := func(row int) plannedNow {
		p := found()
		switch code := p.plans.Code(row); {
		case code >= 0:
			return p.byPlan[code]
		case p.managed.Has(row):
			return plannedNow{reason: "SSM does not manage this EC2 instance: nothing that it runs reaches it", reached: columns.False, open: columns.False}
		}
		return plannedNow{reason: "Not known: whether SSM manages it is not known"}
	}
	set := func(name string, column func() columns.Column) { t.SetLazy(name, column) }
	set("nextPatchRun", func() columns.Column {
		return columns.NewTimes(eachRow(t, func(row int) time.Time { return at(row).next }))
	})
	set("nextPatchBy", func() columns.Column {
		return columns.NewStrings(eachRow(t, func(row int) string { return at(row).by }))
	})
	set("nextPatchReason", func() columns.Column {
		return columns.NewStrings(eachRow(t, func(row int) string { return at(row).reason }))
	})
	set("inWindow", func() columns.Column {
		return columns.NewBooleans(eachRow(t, func(row int) columns.Truth { return at(row).open }))
	})
	set("noWindow", func() columns.Column {
		bucket, _ := nodes.Column("patchBucket")
		return columns.NewBooleans(eachRow(t, func(row int) columns.Truth { return isForgotten(bucket.String(row), at(row).reached) }))
	})
}

func eachRow[Value any](t *columns.Table, value func(row int) Value) []Value {
	values := make([]Value, t.Rows())
	for row := range values {
		values[row] = value(row)
	}
	return values
}

// isForgotten tells whether a node is noncompliant and will never be patched: it is said to be where both are known.
func isForgotten(bucket string, reached columns.Truth) columns.Truth {
	switch {
	case reached == columns.True:
		return columns.False
	case bucket != statuses.Unknown && !slices.Contains(noncompliantBuckets, bucket):
		return columns.False
	case bucket == statuses.Unknown || reached == columns.Neither:
		return columns.Neither
	}
	return columns.True
}
