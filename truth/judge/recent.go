package judge

import (
	"sync"
	"time"
)

// Recent remembers of the answers to [NodesQuery] since when each node is shown, and when something was last amiss with a place: a
// node that is new in the list, or whose place has just come back, may be unknown until it has been asked about. The rows say so
// one by one; counts, and the rules that get them, can't.
type Recent struct {
	mu    sync.Mutex
	began time.Time
	shown map[string]time.Time
	amiss map[Place]time.Time
}

// NewRecent remembers nothing yet.
func NewRecent() *Recent {
	return &Recent{shown: map[string]time.Time{}, amiss: map[Place]time.Time{}}
}

// Begins forgets everything, as a server part does that starts.
func (r *Recent) Begins(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.began, r.shown = at, map[string]time.Time{}
}

// saw notes an answer in which these nodes are shown.
func (r *Recent) saw(a Answer, shown map[string]bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id := range r.shown {
		if !shown[id] {
			delete(r.shown, id)
		}
	}
	for id := range shown {
		if _, known := r.shown[id]; !known {
			r.shown[id] = a.Answered
		}
	}
	for _, t := range a.said.Targets {
		if p := (Place{t.Account, t.Region}); a.admits(p, t.API) {
			r.amiss[p] = a.Answered
		}
	}
}

// since gives the time since which a node is shown and nothing was amiss with its place; where it isn't shown, since the server
// part began.
func (r *Recent) since(id string, p Place) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	since := r.began
	for _, later := range []time.Time{r.shown[id], r.amiss[p]} {
		if later.After(since) {
			since = later
		}
	}
	return since
}
