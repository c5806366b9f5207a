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
	shown map[string]time.Time
	amiss map[Place]time.Time
}

// NewRecent remembers nothing yet.
func NewRecent() *Recent {
	return &Recent{shown: map[string]time.Time{}, amiss: map[Place]time.Time{}}
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

// since gives the time since which a node is shown, and nothing was amiss with its place. A node that isn't shown is new.
func (r *Recent) since(id string, p Place) (since time.Time, shown bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	since, shown = r.shown[id]
	if amiss := r.amiss[p]; amiss.After(since) {
		since = amiss
	}
	return since, shown
}
