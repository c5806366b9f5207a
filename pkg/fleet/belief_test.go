package fleet

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// idSet is evidence of which the ids are all that there is.
type idSet map[string]bool

func (s idSet) size() int { return len(s) }

func newBelief() *belief[idSet] {
	return &belief[idSet]{
		operation: awsapi.Operation{Service: "ssm", Name: "ListThings"},
		missing: func(before *idSet, found idSet) string {
			if before == nil {
				return ""
			}
			lost := slices.DeleteFunc(slices.Sorted(maps.Keys(*before)), func(id string) bool { return found[id] })
			return notListed(lost, "listed before")
		},
	}
}

func ids(names string) idSet { return idSet(setOf(strings.Fields(names))) }

func TestWhatIsGoneIsBelievedWhenASecondReadingAgrees(t *testing.T) {
	b, whole := newBelief(), ids("a b c d")
	if err := b.doubts(nil, whole); err != nil {
		t.Fatal(err)
	}
	err := b.doubts(&whole, ids("a b"))
	if !isDoubt(err) || awsapi.Explain(err).Kind != awsapi.Doubtful ||
		err.Error() != "ssm:ListThings: 2 nodes listed before are not listed (c, d); the list is read again before that is believed" {
		t.Fatalf("%v", err)
	}
	if words, _ := b.news(time.Now()); words != "" {
		t.Errorf("what isn't believed is told as news: %s", words)
	}
	for _, other := range []string{"a", "a b c", "b c d"} {
		if b.doubts(&whole, ids(other)) == nil {
			t.Errorf("%s is believed though no reading agreed", other)
		}
	}
	if err := b.doubts(&whole, ids("b c d")); err != nil {
		t.Errorf("two readings agree: %v", err)
	}
	words, since := b.news(time.Now())
	if words != "1 node listed before is not listed (a)" || time.Since(since) > time.Minute {
		t.Errorf("news %q since %v", words, since)
	}
	if words, _ := b.news(time.Now().Add(2 * newsFor)); words != "" {
		t.Errorf("still news: %s", words)
	}
}

func TestWhatCameBackIsNoNews(t *testing.T) {
	b, whole, less := newBelief(), ids("a b c"), ids("a b")
	_ = b.doubts(&whole, less)
	_ = b.doubts(&whole, less)
	if words, _ := b.news(time.Now()); words == "" {
		t.Fatal("nothing is told of what is gone")
	}
	if err := b.doubts(&less, whole); err != nil {
		t.Fatal(err)
	}
	if words, _ := b.news(time.Now()); words != "" {
		t.Errorf("%s", words)
	}
}

func TestAWholeListSettlesADoubt(t *testing.T) {
	b, whole, less := newBelief(), ids("a b c"), ids("a")
	_ = b.doubts(&whole, less)
	if err := b.doubts(&whole, whole); err != nil {
		t.Error(err)
	}
	if b.doubts(&whole, less) == nil {
		t.Error("a doubt that was settled counts as the first of two readings")
	}
}

func TestATenth(t *testing.T) {
	for _, test := range []struct {
		before, now int
		lost        bool
	}{{0, 0, false}, {0, 5, false}, {100, 100, false}, {100, 90, false}, {100, 89, true}, {9, 8, true}, {1, 0, true}, {10, 9, false}, {50, 60, false}} {
		if got := lostTenth(test.before, test.now) != ""; got != test.lost {
			t.Errorf("%d of %d: %v", test.now, test.before, got)
		}
	}
}
