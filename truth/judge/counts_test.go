package judge

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// rightCounts is the answer to [CountQuery] in which nothing is wrong.
func rightCounts(e simulated.Estate, column string, at time.Time) *told {
	a := &told{at: at, columns: []string{column, "account", "region", "count"}, targets: allRead(at)}
	counts := counted{}
	for _, m := range e.Machines {
		place := Place{m.Account, m.Region}
		if counts[place] == nil {
			counts[place] = map[string]int{}
		}
		counts[place][factOf(column).of(e, m)]++
	}
	for place, labels := range counts {
		for label, n := range labels {
			a.rows = append(a.rows, map[string]string{"nodeId": place.Region + label, column: label, "account": place.Account, "region": place.Region, "count": fmt.Sprint(n)})
		}
	}
	return a
}

func TestRightCountsAreRightAndWhole(t *testing.T) {
	for column := range decisive {
		j, e := world(t)
		a := rightCounts(e, column, start.Add(time.Minute)).answer(t, "panel by "+column)
		expect(t, j.Counts(a, column))
		if whole, why := j.WholeCounts(a, column); !whole {
			t.Error(why)
		}
		verdict, found := j.Rule(a, column)
		expect(t, found)
		if verdict != Whole {
			t.Errorf("a rule that gets the right number by %s: %s", column, verdict)
		}
	}
}

func TestWrongCountsAreNamed(t *testing.T) {
	const compliant, missing = west + "compliant", west + "missing"
	for name, c := range map[string]struct {
		change func(*told)
		panel  []string
		rule   []string
	}{
		"one too many": {func(a *told) { a.set(compliant, "count", "2") },
			[]string{"wrong|2 in eu-west-1|\"compliant\"", "wrong|4 nodes in eu-west-1"}, []string{"holed|2 in eu-west-1|\"compliant\"", "holed|4 nodes in eu-west-1"}},
		"one too few": {func(a *told) { a.set(missing, "count", "0") },
			[]string{"silent|0 in eu-west-1|\"missing\""}, []string{"holed|0 in eu-west-1|\"missing\"", "holed|2 nodes in eu-west-1"}},
		"one too few, of which the list says that it is gone": {func(a *told) {
			a.set(missing, "count", "0")
			a.note(west, nodeList, "1 node listed before is not listed (mi-2)")
		},
			nil, []string{"holed|0 in eu-west-1|\"missing\"", "holed|2 nodes in eu-west-1"}},
		"two too few, of which the list says that one is gone": {func(a *told) {
			a.set(missing, "count", "0")
			a.set(compliant, "count", "0")
			a.note(west, nodeList, "1 node listed before is not listed (mi-2)")
		},
			[]string{"silent|0 in eu-west-1|\"compliant\"", "silent|0 in eu-west-1|\"missing\""}, []string{"holed|0 in eu-west-1|\"compliant\"", "holed|0 in eu-west-1|\"missing\"", "holed|1 nodes in eu-west-1"}},
		"one bucket for another": {func(a *told) { a.set(missing, "patchBucket", "compliant") },
			[]string{"silent|0 in eu-west-1|\"missing\"", "wrong|2 in eu-west-1|\"compliant\""}, []string{"holed|0 in eu-west-1|\"missing\"", "holed|2 in eu-west-1|\"compliant\""}},
		"unknown without a word": {func(a *told) { a.set(missing, "patchBucket", "unknown") },
			[]string{"silent|0 in eu-west-1|\"missing\""}, []string{"holed|0 in eu-west-1|\"missing\""}},
		"unknown with a word": {func(a *told) { a.set(missing, "patchBucket", "unknown"); a.state(west, baselines, "failed", 0) }, nil, nil},
		"a place without its nodes": {func(a *told) { a.rows = nil },
			[]string{"silent by patchBucket: 0 in eu-west-1|\"compliant\"", "silent by patchBucket: 0 in eu-west-1|\"missing\"", "silent by patchBucket: 0 in eu-west-1|\"unmanaged\"", "silent by patchBucket: 0 in us-east-1|\"compliant\""},
			[]string{"holed by patchBucket: 0 in eu-west-1|\"compliant\"", "holed by patchBucket: 0 in eu-west-1|\"missing\"", "holed by patchBucket: 0 in eu-west-1|\"unmanaged\"", "holed by patchBucket: 0 in us-east-1|\"compliant\"", "holed|0 nodes in eu-west-1", "holed|0 nodes in us-east-1"}},
		"a place without its nodes, and a word": {func(a *told) {
			a.rows = a.rows[:0]
			a.state(west, nodeList, "failed", 0)
			a.state(east, nodeList, "failed", 0)
		},
			nil, []string{"holed|0 nodes in eu-west-1", "holed|0 nodes in us-east-1"}},
		"nodes of nowhere": {func(a *told) {
			a.rows = append(a.rows, map[string]string{"patchBucket": "compliant", "account": acme, "region": "mars", "count": "3"})
		},
			[]string{"wrong|3 in mars", "wrong|3 nodes in mars"}, []string{"holed|3 in mars", "holed|3 nodes in mars"}},
		"facts older than the bound": {func(a *told) { a.state(west, patchStates, "stale", time.Minute) },
			nil, []string{"holed|DescribeInstancePatchStates in eu-west-1|older than the bound"}},
		"facts older than the bound that are called good": {func(a *told) { a.state(west, nodeList, "ok", time.Minute) },
			nil, []string{"holed|DescribeInstanceProperties in eu-west-1|older than the bound"}},
		"stale within the bound": {func(a *told) { a.state(west, patchStates, "stale", 15*time.Second) }, nil, nil},
		"never read":             {func(a *told) { a.targets[2].AsOf = nil }, nil, []string{"holed|DescribeInstancePatchStates|never read"}},
	} {
		t.Run(name, func(t *testing.T) {
			j, e := world(t)
			answer := rightCounts(e, "patchBucket", start.Add(10*time.Minute))
			c.change(answer)
			a := answer.answer(t, "by patchBucket")
			expect(t, j.Counts(a, "patchBucket"), c.panel...)
			verdict, found := j.Rule(a, "patchBucket")
			expect(t, found, c.rule...)
			if holed := verdict == Hole; holed != (len(c.rule) > 0) {
				t.Errorf("the rule's answer is %s", verdict)
			}
		})
	}
}

func TestARuleMayGetWhatWasTrueWithinTheBound(t *testing.T) {
	j, _, _ := moved(t)
	before := j.History.truths[0].estate
	for _, c := range []struct {
		after time.Duration
		want  Verdict
	}{{15 * time.Second, Whole}, {40 * time.Second, Hole}} {
		a := rightCounts(before, "patchBucket", start.Add(time.Minute+c.after)).answer(t, "rule")
		if verdict, found := j.Rule(a, "patchBucket"); verdict != c.want {
			t.Errorf("%s after the world moved: %s, %v", c.after, verdict, found)
		}
	}
	// Those that appeared may be unknown for a while.
	now := rightCounts(j.History.Now(), "patchBucket", start.Add(time.Minute+15*time.Second))
	now.set(west+"compliant", "count", "1")
	now.rows = append(now.rows, map[string]string{"patchBucket": "unknown", "account": acme, "region": west, "count": "1"})
	if verdict, found := j.Rule(now.answer(t, "rule"), "patchBucket"); verdict != Whole {
		t.Errorf("one that appeared is unknown: %s, %v", verdict, found)
	}
}

func TestAnErrorIsAnAnswerToARule(t *testing.T) {
	j, _ := world(t)
	a, err := NewAnswer("rule", start, start, backend.DataResponse{Status: 502, Error: errors.New("could not be read")})
	if err != nil {
		t.Fatal(err)
	}
	if verdict, found := j.Rule(a, "patchBucket"); verdict != Errors || len(found) > 0 {
		t.Errorf("%s, %v", verdict, found)
	}
}

func TestInstancesThatEC2AloneKnowsMayLackWhereThatIsSaid(t *testing.T) {
	for _, c := range []struct {
		column string
		said   bool
		want   Verdict
	}{{"associationStatus", true, Whole}, {"associationStatus", false, Hole}, {"managed", true, Hole}} {
		j, e := world(t)
		lone := map[string]string{"associationStatus": "None", "managed": "false"}[c.column]
		answer := rightCounts(e, c.column, start.Add(time.Minute))
		answer.rows = slices.DeleteFunc(answer.rows, func(row map[string]string) bool { return row[c.column] == lone })
		if c.said {
			answer.state(west, instances, "failed", time.Second)
		}
		if verdict, found := j.Rule(answer.answer(t, "rule"), c.column); verdict != c.want {
			t.Errorf("by %s, said %t: %s, %v", c.column, c.said, verdict, found)
		}
	}
}

func TestWhatIsShownOnlyLatelyMayBeUnknown(t *testing.T) {
	j, e := world(t)
	panel := func(after time.Duration) []Finding {
		answer := rightCounts(e, "patchBucket", start.Add(time.Hour/2+after))
		answer.set(west+"missing", "patchBucket", "unknown")
		return j.Counts(answer.answer(t, "panel"), "patchBucket")
	}
	table := func(after time.Duration, change func(*told)) {
		answer := rightNodes(e, start.Add(time.Hour/2+after))
		change(answer)
		j.Nodes(answer.answer(t, "nodes"))
	}
	same := func(*told) {}
	const gap = "silent|0 in eu-west-1|missing"
	table(0, func(a *told) { a.rows = a.rows[:1] }) // mi-1 alone
	expect(t, panel(time.Second), gap)
	table(2*time.Second, same)
	expect(t, panel(10*time.Second))
	table(11*time.Second, same)
	expect(t, panel(40*time.Second), gap)
	table(41*time.Second, func(a *told) { a.state(west, patchStates, "late", 20*time.Second) })
	table(42*time.Second, same)
	expect(t, panel(50*time.Second))
	expect(t, panel(2*time.Minute), gap)
	j.Recent.Begins(start.Add(time.Hour/2 + 2*time.Minute))
	expect(t, panel(2*time.Minute+time.Second))
	table(2*time.Minute, same)
	table(3*time.Minute, func(a *told) { a.state(east, patchStates, "late", 20*time.Second) })
	expect(t, panel(3*time.Minute+time.Second), gap)
}
