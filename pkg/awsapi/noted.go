package awsapi

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Noted is what is learned from the answers to a context's calls beside what they say.
type Noted struct {
	mu         sync.Mutex
	since      time.Time
	unreadable map[string]int // by the members' names
}

type notedKey struct{}

// WithNoted has it noted.
func WithNoted(ctx context.Context) (context.Context, *Noted) {
	noted := &Noted{unreadable: map[string]int{}}
	return context.WithValue(ctx, notedKey{}, noted), noted
}

// notedOf is nil where nothing is to be noted.
func notedOf(ctx context.Context) *Noted {
	noted, _ := ctx.Value(notedKey{}).(*Noted)
	return noted
}

// answered notes when a call was sent that was answered: what it waited for before, its turn or credentials, is not its age.
func (n *Noted) answered(sent time.Time) {
	if n != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.since = earlier(n.since, sent)
	}
}

// leftOut notes a value that could not be read.
func (n *Noted) leftOut(member string) {
	if n != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.unreadable[member]++
	}
}

// Since is when the first of the calls that were answered was sent: nothing that the answers say is older. Zero where none was.
func (n *Noted) Since() time.Time {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.since
}

// Unreadable says which values were left out and how many: "3 values of LastPingDateTime"; empty where none was.
func (n *Noted) Unreadable() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var words []string
	for _, member := range slices.Sorted(maps.Keys(n.unreadable)) {
		plural := "s"
		if n.unreadable[member] == 1 {
			plural = ""
		}
		words = append(words, fmt.Sprintf("%d value%s of %s", n.unreadable[member], plural, member))
	}
	return strings.Join(words, ", ")
}

// earlier gives the earlier of two times, of which the zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
