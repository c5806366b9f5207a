package main

import (
	"strings"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/truth/judge"
)

func TestScenariosAreFoundByTheirNames(t *testing.T) {
	all := scenarios()
	seen := map[string]bool{}
	for _, s := range all {
		if seen[s.name] {
			t.Errorf("two scenarios are called %s", s.name)
		}
		seen[s.name] = true
	}
	for _, c := range []struct {
		names []string
		short bool
		want  func(scenario) bool
	}{
		{nil, false, func(scenario) bool { return true }},
		{nil, true, func(s scenario) bool { return s.short != "" }},
		{[]string{"calm"}, true, func(s scenario) bool { return s.name == "calm" }},
		{[]string{"answer-*", "calm"}, false, func(s scenario) bool { return s.name == "calm" || strings.HasPrefix(s.name, "answer-") }},
	} {
		chosen, err := choose(all, c.names, c.short)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, s := range all {
			if c.want(s) {
				want++
			}
		}
		for _, s := range chosen {
			if !c.want(s) {
				t.Errorf("%v, short %t: %s is chosen", c.names, c.short, s.name)
			}
		}
		if len(chosen) != want || want == 0 {
			t.Errorf("%v, short %t: %d are chosen, want %d", c.names, c.short, len(chosen), want)
		}
	}
	if _, err := choose(all, []string{"calm", "clam"}, false); err == nil || !strings.Contains(err.Error(), `"clam"`) {
		t.Errorf("an unknown name: %v", err)
	}
}

func TestTheLongestRunsComeFirst(t *testing.T) {
	runs := runsOf(scenarios(), false)
	for i := range runs[1:] {
		if runs[i].duration() < runs[i+1].duration() {
			t.Fatalf("%s before %s", runs[i].name, runs[i+1].name)
		}
	}
}

func TestARunFailsByWhateverMustNotBe(t *testing.T) {
	good := func() *result {
		return &result{scenario: "calm", temperature: warm, fewest: -1, findings: map[judge.Finding]int{}}
	}
	if r := good(); !r.passed() || !strings.HasPrefix(r.line(), "ok ") {
		t.Errorf("nothing is wrong: %s", r.line())
	}
	for _, kind := range []judge.Kind{judge.Wrong, judge.Silent, judge.Holed, judge.Leaked} {
		r := good()
		r.add(judge.Finding{Kind: kind, What: "this"})
		if r.passed() || !strings.HasPrefix(r.line(), "FAILED") {
			t.Errorf("%s: %s", kind, r.line())
		}
	}
	r := good()
	r.notes = []string{"never whole"}
	if r.passed() {
		t.Error("it passes although it never became whole")
	}
}

func TestStatementsThatAreAlikeAreToldOnce(t *testing.T) {
	r := &result{findings: map[judge.Finding]int{}}
	for _, id := range []string{"mi-0a1b", "i-0c2d", "mi-0a1b"} {
		r.add(judge.Finding{Kind: judge.Wrong, What: "nodes: " + id + ": patchBucket is \"compliant\""})
	}
	r.add(judge.Finding{Kind: judge.Wrong, What: "nodes: mi-0a1b: patchBucket is \"missing\""})
	r.add(judge.Finding{Kind: judge.Silent, What: "nodes: mi-0a1b: patchBucket is \"compliant\""})
	if n := r.count(judge.Wrong); n != 3 {
		t.Errorf("%d wrong statements, want 3", n)
	}
	if alike := r.alike(); len(alike) != 3 || len(alike[0]) != 2 {
		t.Errorf("%v", alike)
	}
	var text strings.Builder
	r.explain(&text)
	if !strings.Contains(text.String(), "(and 1 like it)") {
		t.Error(text.String())
	}
}

func TestTheWorldIsMovedByWhatItHas(t *testing.T) {
	var e simulated.Estate
	for _, id := range []string{"mi-1", "mi-2", "mi-3", "mi-4", "mi-5", "mi-6", "mi-7"} {
		e.Machines = append(e.Machines, simulated.Machine{NodeID: id, Kind: "onPremises", Managed: true})
	}
	for _, id := range []string{"i-1", "i-2", "i-3"} {
		m := simulated.Machine{NodeID: id, Kind: "ec2", Managed: true}
		m.Power.Running = true
		e.Machines = append(e.Machines, m)
	}
	w := move(1)(e)
	if len(w.Vanish) != 2 || len(w.Stop) != 1 || w.Appear != 2 || len(w.Rename) == 0 {
		t.Errorf("%+v", w)
	}
	for _, id := range append(w.Vanish, w.Stop...) {
		if _, renamed := w.Rename[id]; renamed {
			t.Errorf("%s is renamed, too", id)
		}
	}
	if w := move(5)(simulated.Estate{}); len(w.Vanish)+len(w.Stop)+len(w.Rename) > 0 {
		t.Errorf("an empty world: %+v", w)
	}
}

func TestWhoIsNotToldWhatTheTroubleIsIsNamed(t *testing.T) {
	r := &run{planned: planned{scenario{says: "throttl", dead: true}, cold}, told: map[string]bool{}, heard: map[string]string{}}
	r.hear("a rule", "AWS throttles the calls")
	if found := r.untold(); len(found) != 3 {
		t.Errorf("before the trouble began somebody was told of it: %v", found)
	}
	r.amid = true
	r.hear("a rule", "AWS Throttles the calls")
	r.hear("a panel", "something is wrong")
	found := r.untold()
	if len(found) != 2 || !strings.Contains(found[0].What+found[1].What, "Save & test") || !strings.Contains(found[0].What+found[1].What, "a panel") {
		t.Errorf("%v", found)
	}
	r.temperature = warm
	r.hear("Save & test", "throttled")
	if found := r.untold(); len(found) > 0 {
		t.Errorf("%v", found)
	}
	r.says = ""
	r.told = map[string]bool{}
	if found := r.untold(); len(found) > 0 {
		t.Errorf("nothing in particular must be said: %v", found)
	}
}
