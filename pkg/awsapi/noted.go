package awsapi

import (
	"context"
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
	unreadable map[string]bool // the members' names
}

type notedKey struct{}

// WithNoted has it noted.
func WithNoted(ctx context.Context) (context.Context, *Noted) {
	noted := &Noted{unreadable: map[string]bool{}}
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
		n.unreadable[member] = true
	}
}

// Since is when the first of the calls that were answered was sent: nothing that the answers say is older. Zero where none was.
func (n *Noted) Since() time.Time {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.since
}

// Unreadable names the members whose values were left out: "LastPingDateTime, RegistrationDate"; empty where none was. How many
// there were is not told, so that places where the same is wrong are told as one.
func (n *Noted) Unreadable() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Join(slices.Sorted(maps.Keys(n.unreadable)), ", ")
}

// earlier gives the earlier of two times, of which the zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
