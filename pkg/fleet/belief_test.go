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
		missing: func(before *idSet, found idSet) lack {
			if before == nil {
				return lack{}
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
	if news := b.news(time.Now()); news != (News{}) {
		t.Errorf("what isn't believed is told as news: %s", news.Words)
	}
	for _, other := range []string{"a", "a b c", "b c d"} {
		if b.doubts(&whole, ids(other)) == nil {
			t.Errorf("%s is believed though no reading agreed", other)
		}
	}
	if err := b.doubts(&whole, ids("b c d")); err != nil {
		t.Errorf("two readings agree: %v", err)
	}
	news := b.news(time.Now())
	if news.Words != "1 node listed before is not listed (a)" || time.Since(news.Since) > time.Minute || news.Much {
		t.Errorf("%+v", news)
	}
	if news := b.news(time.Now().Add(2 * newsFor)); news != (News{}) {
		t.Errorf("still news: %s", news.Words)
	}
}

func TestWhatCameBackIsNoNews(t *testing.T) {
	b, whole, less := newBelief(), ids("a b c"), ids("a b")
	_ = b.doubts(&whole, less)
	_ = b.doubts(&whole, less)
	if b.news(time.Now()) == (News{}) {
		t.Fatal("nothing is told of what is gone")
	}
	if err := b.doubts(&less, whole); err != nil {
		t.Fatal(err)
	}
	if news := b.news(time.Now()); news != (News{}) {
		t.Errorf("%s", news.Words)
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
		if got := lostTenth(test.before, test.now).items > 0; got != test.lost {
			t.Errorf("%d of %d: %v", test.now, test.before, got)
		}
	}
}

func TestHowMuchIsLost(t *testing.T) {
	for _, test := range []struct {
		lost, found int
		much        bool
	}{{1, 0, false}, {1, 5, false}, {2, 5, true}, {2, 18, false}, {3, 18, true}, {100, 900, false}, {101, 900, true}} {
		if got := (lack{items: test.lost}).isMuch(test.found); got != test.much {
			t.Errorf("%d lost, %d found: %v", test.lost, test.found, got)
		}
	}
	b, whole, less := newBelief(), ids("a b c d"), ids("a b")
	_ = b.doubts(&whole, less)
	_ = b.doubts(&whole, less)
	if !b.news(time.Now()).Much {
		t.Error("half a list is gone, which is not said to be much")
	}
}
