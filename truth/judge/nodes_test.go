package judge

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestRightNodesAreRightAndWhole(t *testing.T) {
	j, e := world(t)
	a := rightNodes(e, start.Add(time.Minute)).answer(t, "nodes")
	expect(t, j.Nodes(a))
	if whole, why := j.WholeNodes(a); !whole {
		t.Error(why)
	}
	if _, old := j.OldShownAsOK(a); old {
		t.Error("evidence of a second ago is taken for old")
	}
}

func TestWrongNodesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*told)
		want   []string
	}{
		"green by mistake":                  {func(a *told) { a.set("mi-2", "patchBucket", "compliant") }, []string{"wrong|mi-2: patchBucket is \"compliant\""}},
		"another's count":                   {func(a *told) { a.set("mi-2", "missingCount", "4") }, []string{"wrong|mi-2: missingCount is \"4\""}},
		"zero for unknown":                  {func(a *told) { a.set("i-4", "missingCount", "0") }, []string{"wrong|i-4: missingCount is \"0\""}},
		"managed, and isn't":                {func(a *told) { a.set("i-4", "managed", "true") }, []string{"wrong|i-4: managed is \"true\""}},
		"another account's":                 {func(a *told) { a.set("mi-1", "account", "999999999999") }, []string{"wrong|mi-1 is shown in eu-west-1 of 999999999999"}},
		"a tag of another's":                {func(a *told) { a.set("mi-1", "tag:Owner", "db") }, []string{"wrong|mi-1: tag:Owner is \"db\""}},
		"too young":                         {func(a *told) { a.set("mi-1", "patchAge", "5") }, []string{"wrong|mi-1: patchAge is off"}},
		"from the future":                   {func(a *told) { a.set("mi-1", "lastPingAge", "-5") }, []string{"wrong|mi-1: lastPingAge is off"}},
		"an age of what never was":          {func(a *told) { a.set("i-4", "patchAge", "5") }, []string{"wrong|i-4: patchAge is off"}},
		"twice":                             {func(a *told) { a.rows = append(a.rows, a.rows[0]) }, []string{"wrong|mi-1 has two rows"}},
		"one that isn't there":              {func(a *told) { a.set("mi-1", "nodeId", "mi-9") }, []string{"wrong|mi-9 is shown", "silent|mi-1 in eu-west-1|missing"}},
		"gone":                              {func(a *told) { a.rows = a.rows[1:] }, []string{"silent|mi-1 in eu-west-1|missing"}},
		"none at all":                       {func(a *told) { a.rows = nil }, []string{"silent|i-4|missing", "silent|mi-1|missing", "silent|mi-2|missing", "silent|mi-3|missing"}},
		"no bucket and no reason":           {func(a *told) { a.set("mi-1", "patchBucket", "unknown"); a.set("mi-1", "patchReason", "") }, []string{"silent|mi-1: patchBucket is \"unknown\""}},
		"no value without a word":           {func(a *told) { a.set("mi-1", "agentVersion", "") }, []string{"silent|mi-1: agentVersion is \"\""}},
		"the summary's bucket with a count": {func(a *told) { a.set("mi-1", "patchChannel", "complianceSummary"); a.set("mi-1", "missingCount", "1") }, []string{"wrong|mi-1: missingCount is \"1\""}},
		"no age without a word":             {func(a *told) { a.set("mi-1", "lastPingAge", "") }, []string{"silent|mi-1: lastPingAge has no value"}},
		"a word about another place":        {func(a *told) { a.rows = a.rows[1:]; a.state(east, nodeList, "failed", 0) }, []string{"silent|mi-1 in eu-west-1|missing"}},
		"a word about another operation":    {func(a *told) { a.rows = a.rows[1:]; a.state(west, tags, "failed", 0) }, []string{"silent|mi-1 in eu-west-1|missing"}},
		"a notice about another operation": {func(a *told) {
			a.rows = a.rows[1:]
			a.notices = []string{"GetResources in eu-west-1 of acme (111122223333) is incomplete"}
		}, []string{"silent|mi-1 in eu-west-1|missing"}},
		"a notice about another Region": {func(a *told) {
			a.rows = a.rows[1:]
			a.notices = []string{"DescribeInstanceProperties in us-east-1 of acme (111122223333) is incomplete"}
		}, []string{"silent|mi-1 in eu-west-1|missing"}},
		"a notice about another account": {func(a *told) {
			a.rows = a.rows[1:]
			a.notices = []string{"DescribeInstanceProperties in eu-west-1 of other (999999999999) is incomplete"}
		}, []string{"silent|mi-1 in eu-west-1|missing"}},
		"another account's target failed": {func(a *told) {
			a.rows = a.rows[1:]
			a.targets = append([]targetSaid{{Account: "999999999999", Region: west, API: nodeList, State: "failed"}}, a.targets...)
		}, []string{"silent|mi-1 in eu-west-1|missing"}},
		"a row younger than its evidence": {func(a *told) {
			a.state(west, nodeList, "ok", 9*time.Second)
			a.set("mi-1", "asOf", a.at.Add(-time.Second).Format(time.RFC3339Nano))
			a.set("mi-2", "asOf", a.at.Add(-9*time.Second).Format(time.RFC3339Nano))
			a.set("mi-3", "asOf", a.at.Add(-time.Second).Format(time.RFC3339Nano))
		}, []string{"wrong|mi-1: asOf is younger"}},
		"an age that grows with its evidence": {func(a *told) {
			a.set("mi-1", "patchAge", fmt.Sprint(a.at.Sub(start.Add(-time.Hour)).Seconds()+8))
			a.state(west, patchStates, "ok", 10*time.Second)
		}, []string{"wrong|mi-1: patchAge is off"}},
		"news are no excuse": {func(a *told) {
			a.rows = a.rows[1:]
			a.notices = []string{"1 of 14 targets is shorter than before, as a second reading agreed: DescribeInstanceProperties in eu-west-1 of acme (111122223333): 1 node."}
		}, []string{"silent|mi-1 in eu-west-1|missing"}},
		"news of fewer nodes than are missing": {func(a *told) {
			a.rows = a.rows[2:]
			a.note(west, nodeList, "1 node listed before is not listed (mi-1)")
		}, []string{"silent|mi-1 in eu-west-1|missing", "silent|mi-2 in eu-west-1|missing"}},
		"news of another place": {func(a *told) {
			a.rows = a.rows[1:]
			a.note(east, nodeList, "1 node listed before is not listed (mi-1)")
		}, []string{"silent|mi-1 in eu-west-1|missing"}},
		"a fault doesn't excuse a falsehood": {func(a *told) {
			a.set("mi-2", "patchBucket", "compliant")
			a.state(west, patchStates, "stale", 20*time.Second)
		}, []string{"wrong|mi-2: patchBucket"}},
	} {
		t.Run(name, func(t *testing.T) {
			j, e := world(t)
			answer := rightNodes(e, start.Add(time.Minute))
			c.change(answer)
			a := answer.answer(t, "nodes")
			expect(t, j.Nodes(a), c.want...)
			if whole, _ := j.WholeNodes(a); whole {
				t.Error("it is taken for whole")
			}
		})
	}
}

func TestGapsThatAreAdmittedAreNotSilent(t *testing.T) {
	for name, change := range map[string]func(*told){
		"the list failed":  func(a *told) { a.rows = a.rows[1:]; a.state(west, nodeList, "failed", 0) },
		"the list is late": func(a *told) { a.rows = a.rows[1:]; a.state(west, nodeList, "late", 20*time.Second) },
		"news of as many": func(a *told) {
			a.rows = a.rows[1:]
			a.note(west, nodeList, "1 node listed before is not listed (mi-1)")
		},
		"news of more": func(a *told) { a.rows = a.rows[1:]; a.note(west, nodeList, "20 items where there were 30") },
		"a note": func(a *told) {
			a.rows = a.rows[1:]
			a.note(west, nodeList, "read with another operation; 1 node listed before is not listed (mi-9)")
		},
		"a notice names it": func(a *told) {
			a.rows = a.rows[1:]
			a.notices = []string{"1 of 14 targets is incomplete: DescribeInstanceProperties in eu-west-1 of acme (111122223333): shorter"}
		},
		"unknown with a reason": func(a *told) {
			a.set("mi-1", "patchBucket", "unknown")
			a.set("mi-1", "patchStatus", "unknown")
			a.set("mi-1", "missingCount", "")
			a.set("mi-1", "failedCount", "")
			a.set("mi-1", "patchAge", "")
		},
		"the summary has no counts": func(a *told) {
			a.set("mi-1", "patchChannel", "complianceSummary")
			a.set("mi-1", "missingCount", "")
			a.set("mi-1", "failedCount", "")
		},
		"a name that stands in": func(a *told) { a.set("i-4", "name", "i-4"); a.state(west, instances, "failed", 0) },
	} {
		t.Run(name, func(t *testing.T) {
			j, e := world(t)
			answer := rightNodes(e, start.Add(time.Minute))
			change(answer)
			a := answer.answer(t, "nodes")
			expect(t, j.Nodes(a))
			if whole, _ := j.WholeNodes(a); whole {
				t.Error("it is taken for whole")
			}
		})
	}
}

func TestAnErrorIsNoStatement(t *testing.T) {
	j, _ := world(t)
	a, err := NewAnswer("nodes", start, start, backend.DataResponse{Status: 502, Error: errors.New("could not be read")})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, j.Nodes(a))
	if whole, why := j.WholeNodes(a); whole || why == "" {
		t.Error("an error is taken for whole")
	}
}

// moved is a world in which mi-1 got another name, mi-2 vanished and mi-5 appeared, a minute after the start.
func moved(t *testing.T) (j Judge, before, after time.Time) {
	t.Helper()
	j, _ = world(t)
	e := estateOf(t, node("mi-1", west, "uno", 0), node("mi-3", east, "three", 0), instance("i-4", west), node("mi-5", west, "five", 0))
	j.History.Became(e, start.Add(time.Minute), start.Add(time.Minute+20*time.Millisecond))
	return j, start.Add(50 * time.Second), start.Add(2 * time.Minute)
}

func TestOldFactsMayBeAsOldAsTheyAreSaidToBe(t *testing.T) {
	j, _, now := moved(t)
	before := j.History.truths[0].estate
	t.Run("of a minute ago, said to be of a second ago", func(t *testing.T) {
		a := rightNodes(before, now).answer(t, "nodes")
		expect(t, j.Nodes(a), "wrong|mi-1: computerName is \"one\"", "wrong|mi-1: name is \"one\"", "wrong|mi-2 is shown", "silent|mi-5|missing")
	})
	t.Run("of a minute ago, and said to be", func(t *testing.T) {
		answer := rightNodes(before, now)
		for _, target := range answer.targets {
			answer.state(target.Region, target.API, "stale", 70*time.Second)
		}
		a := answer.answer(t, "nodes")
		expect(t, j.Nodes(a))
		if _, old := j.OldShownAsOK(a); old {
			t.Error("what says that it is stale is taken for shown as good")
		}
	})
	t.Run("of a minute ago, said to be, and shown as good", func(t *testing.T) {
		answer := rightNodes(before, now)
		for _, target := range answer.targets {
			answer.state(target.Region, target.API, "ok", 70*time.Second)
		}
		if which, old := j.OldShownAsOK(answer.answer(t, "nodes")); !old || which == "" {
			t.Error("old facts that are shown as good aren't seen")
		}
	})
	t.Run("within the allowed age", func(t *testing.T) {
		answer := rightNodes(before, start.Add(time.Minute+5*time.Second))
		expect(t, j.Nodes(answer.answer(t, "nodes")))
	})
	t.Run("what never was true of one that appeared", func(t *testing.T) {
		answer := rightNodes(j.History.Now(), now)
		answer.state(west, patchStates, "ok", 70*time.Second)
		answer.set("mi-5", "patchBucket", "neverReported")
		expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-5: patchBucket is \"neverReported\"")
	})
	t.Run("of one operation, while another's are old", func(t *testing.T) {
		answer := rightNodes(j.History.Now(), now)
		answer.state(west, instances, "stale", 70*time.Second)
		answer.set("mi-1", "computerName", "one")
		expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-1: computerName is \"one\"")
	})
	t.Run("a place that changed at other times than another", func(t *testing.T) {
		answer := rightNodes(before, now)
		for _, operation := range []string{nodeList, instances, tags, activations, patchStates, verdicts, baselines} {
			answer.state(west, operation, "ok", 70*time.Second)
		}
		answer.set("mi-3", "computerName", "tres")
		expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-3: computerName is \"tres\"")
	})
}

func TestWhatIsNotSettledIsNotWhole(t *testing.T) {
	j, e := world(t)
	for name, change := range map[string]func(*told){
		"a warning":          func(a *told) { a.notices = []string{"something is amiss"} },
		"a target is late":   func(a *told) { a.state(west, tags, "late", 20*time.Second) },
		"a target is stale":  func(a *told) { a.state(east, verdicts, "stale", 2*time.Second) },
		"still being read":   func(a *told) { a.expected = 2 },
		"an age that is off": func(a *told) { a.set("mi-1", "patchAge", "5") },
	} {
		answer := rightNodes(e, start.Add(time.Minute))
		change(answer)
		if whole, why := j.WholeNodes(answer.answer(t, "nodes")); whole || why == "" {
			t.Errorf("%s: it is taken for whole", name)
		}
	}
	const news = "1 of 14 targets is shorter than before, as a second reading agreed: DescribeInstanceProperties in eu-west-1 of acme (111122223333): 1 node."
	for text, want := range map[string]bool{news: true, news + " 1 of 14 targets is stale: GetResources": false, "1 of 14 targets is stale: GetResources. " + news: false} {
		answer := rightNodes(e, start.Add(time.Minute))
		answer.notices = []string{text}
		answer.note(west, nodeList, "1 node listed before is not listed (mi-9)")
		if whole, why := j.WholeNodes(answer.answer(t, "nodes")); whole != want {
			t.Errorf("%q: whole %t, %s", text, whole, why)
		}
	}
}

func TestANodeThatAppearedAndIsNotShownYetIsNeitherSilentNorWhole(t *testing.T) {
	j, _, _ := moved(t)
	answer := rightNodes(j.History.Now(), start.Add(time.Minute+5*time.Second))
	answer.rows = answer.rows[:3] // without mi-5
	a := answer.answer(t, "nodes")
	expect(t, j.Nodes(a))
	if whole, _ := j.WholeNodes(a); whole {
		t.Error("it is taken for whole")
	}
}

func TestARowThatIsThereBecauseOfAnotherOperationIsHeldAgainstWhatWasTrueThen(t *testing.T) {
	j, _, now := moved(t)
	answer := rightNodes(j.History.truths[0].estate, now)
	for _, target := range answer.targets {
		answer.state(target.Region, target.API, "stale", 70*time.Second)
	}
	// mi-2 has vanished since: its tags were read again, and say nothing of it any more.
	answer.state(west, tags, "ok", time.Second)
	expect(t, j.Nodes(answer.answer(t, "nodes")))
	answer.set("mi-2", "tag:Owner", "db")
	expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-2: tag:Owner is \"db\"")
}

func TestAgesOfAgentsThatFellSilent(t *testing.T) {
	j, _ := world(t)
	e := j.History.Now()
	silent := start.Add(-time.Hour).UnixMilli()
	for i := range e.Machines {
		if e.Machines[i].NodeID == "mi-1" {
			e.Machines[i].SSM.SilentSince = &silent
		}
	}
	answer := rightNodes(e, start.Add(time.Minute))
	expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-1: lastPingAge is off")
	answer.set("mi-1", "lastPingAge", "3660")
	expect(t, j.Nodes(answer.answer(t, "nodes")))
}

func TestAgesMayBeOffByAClockThatHasJustMoved(t *testing.T) {
	j, e := world(t)
	answer := rightNodes(e, start.Add(time.Minute))
	answer.set("mi-1", "patchAge", fmt.Sprint(3660+600))
	expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-1: patchAge is off")
	answer.set("mi-2", "patchAge", "")
	j.Off = func() time.Duration { return 10 * time.Minute }
	expect(t, j.Nodes(answer.answer(t, "nodes")))
	answer.set("mi-1", "patchAge", fmt.Sprint(3660+700))
	expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-1: patchAge is off")
}

func TestACompliantNodeOfLongAgoIsStale(t *testing.T) {
	j, e := world(t)
	for i := range e.Machines {
		if of := e.Machines[i].SSM; of != nil {
			of.Patch.EndedAt = start.Add(-8 * 24 * time.Hour).UnixMilli()
		}
	}
	j.History = &History{}
	j.History.Became(e, start, start)
	answer := rightNodes(e, start.Add(time.Minute))
	answer.set("mi-1", "patchStatus", "compliant")
	answer.set("mi-2", "patchStatus", "stale")
	expect(t, j.Nodes(answer.answer(t, "nodes")), "wrong|mi-1: patchStatus is \"compliant\"", "wrong|mi-2: patchStatus is \"stale\"")
}

func TestWhatIsTrueLaterIsNotTrueYet(t *testing.T) {
	j, before, _ := moved(t)
	expect(t, j.Nodes(rightNodes(j.History.truths[0].estate, before).answer(t, "nodes")))
	a := rightNodes(j.History.truths[1].estate, before).answer(t, "nodes")
	expect(t, j.Nodes(a), "wrong|mi-1: computerName is \"uno\"", "wrong|mi-1: name is \"uno\"", "wrong|mi-5 is shown", "silent|mi-2|missing")
}

func TestAStateIsBelievedAsLongAsTheVerdictThatContradictsItIsNotKnown(t *testing.T) {
	e := estateOf(t, contradicted("mi-1", west), node("mi-2", west, "two", 0))
	j := Judge{History: &History{}, Recent: NewRecent(), Interval: 10 * time.Second}
	j.History.Became(e, start, start)
	nodes, counts := rightNodes(e, start.Add(time.Minute)), rightCounts(e, "patchBucket", start.Add(time.Minute))
	for _, column := range []string{"patchBucket", "patchStatus"} {
		if shown := nodes.rows[0][column]; shown != "unknown" {
			t.Fatalf("%s is %s", column, shown)
		}
		nodes.set("mi-1", column, "compliant")
	}
	counts.rows = []map[string]string{{"patchBucket": "compliant", "account": acme, "region": west, "count": "2"}}
	expect(t, j.Nodes(nodes.answer(t, "nodes")), "wrong|mi-1: patchBucket is \"compliant\"", "wrong|mi-1: patchStatus is \"compliant\"")
	expect(t, j.Counts(counts.answer(t, "panel"), "patchBucket"), "wrong|2 in eu-west-1|compliant")
	for _, answer := range []*told{nodes, counts} {
		answer.state(west, verdicts, "failed", 0)
	}
	expect(t, j.Nodes(nodes.answer(t, "nodes")))
	expect(t, j.Counts(counts.answer(t, "panel"), "patchBucket"))
}

func TestWhatAWSWithholdsOrSaysTwiceIsNoGapAndNoFalsehood(t *testing.T) {
	j, e := world(t)
	nodes, counts := rightNodes(e, start.Add(time.Minute)), rightCounts(e, "associationStatus", start.Add(10*time.Minute))
	nodes.set("mi-1", "agentVersion", "")
	nodes.set("mi-1", "tag:Owner", "web (again)")
	counts.set(west+"Success", "associationStatus", "Unknown")
	expect(t, j.Nodes(nodes.answer(t, "nodes")), "silent|mi-1: agentVersion", "wrong|mi-1: tag:Owner")
	expect(t, j.Counts(counts.answer(t, "panel"), "associationStatus"), "silent|0 in eu-west-1|Success")
	j.Withheld = true
	expect(t, j.Nodes(nodes.answer(t, "nodes")), "wrong|mi-1: tag:Owner")
	expect(t, j.Counts(counts.answer(t, "panel"), "associationStatus"))
	if verdict, found := j.Rule(counts.answer(t, "rule"), "associationStatus"); verdict != Whole {
		t.Error(verdict, found)
	}
	counts.rows = counts.rows[1:]
	if verdict, _ := j.Rule(counts.answer(t, "rule"), "associationStatus"); verdict != Hole {
		t.Errorf("a rule's number lacks nodes, and is %s", verdict)
	}
	j.Also = func(column, right string) string {
		if column == "tag:Owner" {
			return right + " (again)"
		}
		return right
	}
	expect(t, j.Nodes(nodes.answer(t, "nodes")))
}
