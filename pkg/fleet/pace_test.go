package fleet

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

func TestWhatCostsMostAndWhatIsAskedForLeastGivesWayFirst(t *testing.T) {
	for _, test := range []struct{ used, weight, idle, want float64 }{
		{0, 1, 1, 1},
		{0.5, 1, 1, 1},
		{0.75, 0, 0, 1},
		{0.75, 1, 0, 2},
		{0.75, 0, 1, 2},
		{0.75, 0.5, 0, 4.0 / 3},
		{0.9, 1, 0, 5},
		{1, 1, 0, mostStretch},
		{1.2, 1, 1, mostStretch},
		{1, 0, 0, 1},
	} {
		if got := stretch(test.used, test.weight, test.idle); got < test.want-0.001 || got > test.want+0.001 {
			t.Errorf("%+v: %g intervals", test, got)
		}
	}
}

func TestAReadingThatGivesWayIsLateAndComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 5 * time.Minute
		for _, test := range []struct {
			apart    float64
			from, to int // readings in two hours
		}{{1, 22, 28}, {2, 11, 14}, {mostStretch, 2, 3}} {
			r := newRefreshing(t, interval)
			r.target.stretch = func(float64) float64 { return test.apart }
			var waited, late bool
			for range 120 {
				r.ask(time.Now())
				time.Sleep(time.Minute)
				s := r.status(time.Now())
				waited, late = waited || s.GivesWay, late || s.State == Late
			}
			if got := r.readings(); got < test.from || got > test.to {
				t.Errorf("%g intervals apart: %d readings, want %d to %d", test.apart, got, test.from, test.to)
			}
			if gaveWay := test.apart > 1; waited != gaveWay || late != gaveWay {
				t.Errorf("%g intervals apart: gives way %v, is late %v", test.apart, waited, late)
			}
		}
	})
}

func TestWhatIsNotReadYetGivesNoWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Minute)
		r.target.stretch = func(float64) float64 { return mostStretch }
		r.failing = true
		r.ask(time.Now())
		time.Sleep(30 * time.Second)
		if r.readings() < 3 {
			t.Errorf("%d readings while it fails", r.readings())
		}
	})
}

func TestHowLongNobodyHasAskedIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, 4*time.Minute)
		var told []float64
		r.target.stretch = func(idle float64) float64 { told = append(told, idle); return 1 }
		r.ask(time.Now())
		time.Sleep(keepLooking)
		synctest.Wait()
		if len(told) < 2 || told[0] < 0.3 || told[0] > 0.5 || told[len(told)-1] <= told[0] || told[len(told)-1] > 1 {
			t.Errorf("%v", told)
		}
	})
}

func TestReadingsGiveWayByTheBudgetOfTheirAccount(t *testing.T) {
	aws := newFakeAWS(t)
	for budget, want := range map[int]bool{20: true, 20_000: false} {
		f := closing(t, aws.settings(t, map[string]any{"maxCallsPerHour": budget, "refresh": map[string]any{"associations": "100ms"}}))
		var gaveWay bool
		for began := time.Now(); time.Since(began) < 2*time.Second && !gaveWay; time.Sleep(10 * time.Millisecond) {
			answer, err := f.Read(t.Context(), "activations", Need{Partial: true})
			if err != nil {
				t.Fatal(err)
			}
			gaveWay = answer.Targets[0].GivesWay
		}
		if gaveWay != want {
			t.Errorf("of a budget of %d: %v", budget, gaveWay)
		}
	}
}

// Over all Regions and operations of an account, and of that account alone.
func TestABudgetThatIsUsedUpIsAnErrorThatSaysSo(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	settings, registry := aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}}), newRegistry(0)
	before := newFleet(t.Context(), settings, registry)
	t.Cleanup(before.Close)
	nodesOf(t, before, Need{APIs: []string{apiNodes}})
	settings.Quota.PerHour = 5 // one of STS, and in each Region one of the nodes and one of the instances at least
	f := newFleet(t.Context(), settings, registry)
	t.Cleanup(f.Close)
	answer, err := f.Read(t.Context(), "documents", Need{})
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range answer.Targets {
		if target.State != Failed || target.Failure.Cause.Kind != awsapi.OverBudget || !strings.Contains(target.Failure.Message(), "raise maxCallsPerHour") ||
			target.Budget.PerHour != 5 || target.Budget.Calls < 5 {
			t.Errorf("%+v: %s", target, target.Failure.Message())
		}
	}
	if calls := aws.called("ListDocuments"); calls != 0 {
		t.Errorf("%d calls beyond the budget", calls)
	}
	if _, err := f.Read(t.Context(), "patches", Need{ID: fakeID(0)}); err == nil || !strings.Contains(err.Error(), "maxCallsPerHour") {
		t.Errorf("a question about one node: %v", err)
	}

	check := checkOf(t, f)
	if check.Err != nil || check.Regions[1].Err != nil || len(check.Unanswered)+len(check.Refused) > 0 || check.Budget.FreeAt.IsZero() {
		t.Errorf("a check works, and says so: %+v", check)
	}
}
