package judge

import (
	"fmt"
	"slices"
	"time"
)

// CountQuery counts the nodes of each place by one of the facts. An alert rule's doesn't ask for a part.
func CountQuery(column string, alert bool) map[string]any {
	return map[string]any{"resource": "nodes", "view": "count", "groupBy": []string{column, "account", "region"}, "partial": !alert}
}

// decisive are the operations without which nodes can't be counted by a column: an alert rule gets no number without them.
var decisive = map[string][]string{
	"patchBucket":       {nodeList, instances, patchStates, verdicts},
	"managed":           {nodeList, instances},
	"associationStatus": {nodeList},
}

// counted is what an answer counts: nodes by place and label.
type counted map[Place]map[string]int

func countsIn(a Answer, column string) counted {
	counts := counted{}
	for row := range a.Frame.Rows() {
		place := Place{cell(a.Frame, "account", row), cell(a.Frame, "region", row)}
		if counts[place] == nil {
			counts[place] = map[string]int{}
		}
		n, _ := number(a.Frame, "count", row)
		counts[place][cell(a.Frame, column, row)] += int(n)
	}
	return counts
}

// unmanagedMayLack tells whether a count may do without the instances that SSM doesn't manage, as EC2 alone knows of them: not
// where it is by what tells them apart.
func unmanagedMayLack(a Answer, place Place, column string) bool {
	return !slices.Contains(decisive[column], instances) && a.admits(place, instances)
}

// possible is how many nodes of a place may be counted under each label, by all that was true since the evidence may have been
// read: sure are those that had one label all the time, atMost all that had it at some time.
type possible struct {
	sure, atMost map[string]int
	// least is how many nodes there were all the time, most how many at some time.
	least, most int
}

func (j Judge) possible(a Answer, place Place, f fact, from time.Time, unmanagedToo bool) possible {
	column, until := f.column, a.Answered
	standIns := len(f.standInFor) > 0 && a.admits(place, f.standInFor...)

	labels := map[string]map[string]bool{} // by node
	times, managed := map[string]int{}, map[string]bool{}
	truths := j.History.between(from, until)
	for _, t := range truths {
		for id, m := range t.machines {
			if m.place != place {
				continue
			}
			if labels[id] == nil {
				labels[id] = map[string]bool{}
			}
			labels[id][m.shown[column]] = true
			if standIns {
				for _, label := range m.standIns[column] {
					labels[id][label] = true
				}
			}
			times[id]++
			managed[id] = m.Managed
		}
	}
	p := possible{sure: map[string]int{}, atMost: map[string]int{}}
	for id, of := range labels {
		for label := range of {
			p.atMost[label]++
			lately := column == "patchBucket" && j.lately(id, place, until)
			if len(of) == 1 && times[id] == len(truths) && (managed[id] || unmanagedToo) && !lately {
				p.sure[label]++
			}
		}
		p.most++
		if times[id] == len(truths) && (managed[id] || unmanagedToo) {
			p.least++
		}
	}
	return p
}

// lately tells whether a node may not have been asked about yet, as the list has it, or its place has been well, for two
// intervals at most.
func (j Judge) lately(id string, place Place, now time.Time) bool {
	return now.Sub(j.Recent.since(id, place)) < j.bound()
}

// Counts judges a panel's answer to [CountQuery].
func (j Judge) Counts(a Answer, column string) []Finding {
	if a.Err != nil {
		return nil
	}
	f := factOf(column)
	counts := countsIn(a, column)
	var found []Finding
	for _, place := range j.places(counts) {
		operations := slices.Concat(f.operations, rows)
		p := j.possible(a, place, f, j.since(a, place, operations), true)
		short := p.least - total(counts[place])
		admitted := j.Withheld || a.admits(place, operations...) || short > 0 && short <= a.goneFrom(place, rows...)
		if n := total(counts[place]); n > p.most {
			found = append(found, Finding{Wrong, fmt.Sprintf("%s: %d nodes in %s of %s", a.Question, n, place.Region, place.Account),
				fmt.Sprintf("right is %d at most", p.most) + evidenceWords(a, place, operations)})
		}
		for _, label := range labelsOf(counts[place], p) {
			n := counts[place][label]
			what := fmt.Sprintf("%s: %d in %s of %s are %q", a.Question, n, place.Region, place.Account, label)
			why := fmt.Sprintf("right is %d to %d", p.sure[label], p.atMost[label]) + evidenceWords(a, place, operations)
			switch {
			// More that are unknown are told by where they lack.
			case n > p.atMost[label] && !f.isUnknown(label):
				found = append(found, Finding{Wrong, what, why})
			case n < p.sure[label] && !admitted:
				found = append(found, Finding{Silent, what + ", and nothing says that some are missing", why})
			}
		}
	}
	return found
}

func total(counts map[string]int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

// isUnknown tells whether a label says that nobody can tell.
func (f fact) isUnknown(label string) bool { return label == "" || label == f.unknown }

// Verdict is what became of an alert rule's question.
type Verdict string

// An alert rule gets the whole number, an error, or a number that it must not get.
const (
	Whole  Verdict = "whole"
	Errors Verdict = "error"
	Hole   Verdict = "HOLED"
)

// Rule judges the answer that an alert rule gets to [CountQuery].
func (j Judge) Rule(a Answer, column string) (Verdict, []Finding) {
	if a.Err != nil {
		return Errors, nil
	}
	f := factOf(column)
	counts := countsIn(a, column)
	var found []Finding
	holed := func(what, why string) { found = append(found, Finding{Holed, a.Question + ": " + what, why}) }
	for _, place := range j.places(counts) {
		where := fmt.Sprintf("in %s of %s", place.Region, place.Account)
		evidence := evidenceWords(a, place, f.operations)
		for _, operation := range decisive[column] {
			if len(j.History.in(place)) == 0 {
				break // what isn't there can't be missed
			}
			t, read := a.target(place, operation)
			switch {
			case !read:
				holed(fmt.Sprintf("a number that does not say what it knows by %s %s", operation, where), "")
			case t.AsOf == nil:
				holed(fmt.Sprintf("a number although %s %s was never read", operation, where), "")
			case a.Asked.Sub(time.UnixMilli(*t.AsOf)) > j.bound():
				holed(fmt.Sprintf("a number over facts of %s %s that are older than the bound of %.0f s", operation, where, boundOfRules*j.Interval.Seconds()), evidence)
			}
		}
		from, all := a.Answered.Add(-j.bound()), true
		if unmanagedMayLack(a, place, column) {
			if since := j.since(a, place, rows); since.Before(from) {
				from = since
			}
			all = false
		}
		p := j.possible(a, place, f, from, all)
		// Where what refines an answer can't be read, a node may be unknown, with a word; it may not be gone.
		refined := j.Withheld || a.admits(place, f.operations...)
		if n := total(counts[place]); n < p.least || n > p.most {
			holed(fmt.Sprintf("%d nodes %s", n, where), fmt.Sprintf("right is %d to %d", p.least, p.most)+evidence)
		}
		for _, label := range labelsOf(counts[place], p) {
			n := counts[place][label]
			why := fmt.Sprintf("right is %d to %d", p.sure[label], p.atMost[label]) + evidence
			switch {
			case n > p.atMost[label] && !f.isUnknown(label), n < p.sure[label] && !refined:
				holed(fmt.Sprintf("%d %s are %q", n, where, label), why)
			}
		}
	}
	if len(found) > 0 {
		return Hole, found
	}
	return Whole, nil
}

// WholeCounts tells of an answer to [CountQuery] whether it is what is true now, without a word of anything amiss.
func (j Judge) WholeCounts(a Answer, column string) (whole bool, why string) {
	switch {
	case a.Err != nil:
		return false, a.Question + ": " + a.Err.Error()
	case !a.settled():
		return false, a.Question + ": " + a.amiss()
	}
	counts := countsIn(a, column)
	for _, place := range j.places(counts) {
		p := j.possible(a, place, factOf(column), a.Answered, true)
		for _, label := range labelsOf(counts[place], p) {
			if counts[place][label] != p.atMost[label] {
				return false, fmt.Sprintf("%s: %d in %s of %s are %q, right is %d", a.Question, counts[place][label], place.Region, place.Account, label, p.atMost[label])
			}
		}
	}
	return true, ""
}

// places are all that the world has, and all that an answer counts in beside them.
func (j Judge) places(counts counted) []Place {
	seen := map[Place]bool{}
	var places []Place
	add := func(p Place) {
		if !seen[p] {
			seen[p] = true
			places = append(places, p)
		}
	}
	for _, a := range j.History.Now().Accounts {
		for _, region := range a.Regions {
			add(Place{a.ID, region})
		}
	}
	for p := range counts {
		add(p)
	}
	return places
}

// labelsOf are all labels that are counted or should be.
func labelsOf(counts map[string]int, p possible) []string {
	seen := map[string]bool{}
	var labels []string
	for _, of := range []map[string]int{counts, p.atMost} {
		for label := range of {
			if !seen[label] {
				seen[label] = true
				labels = append(labels, label)
			}
		}
	}
	return labels
}
