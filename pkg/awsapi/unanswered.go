package awsapi

import (
	"sync"
	"time"
)

// unanswered has the attempts that were sent and have no answer yet.
type unanswered struct {
	mu   sync.Mutex
	sent map[laneKey]map[*time.Time]struct{}
}

// add notes an attempt; what it gives is to be called when that has ended.
func (u *unanswered) add(lane laneKey, at time.Time) (ended func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.sent == nil {
		u.sent = map[laneKey]map[*time.Time]struct{}{}
	}
	if u.sent[lane] == nil {
		u.sent[lane] = map[*time.Time]struct{}{}
	}
	u.sent[lane][&at] = struct{}{}
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		delete(u.sent[lane], &at)
	}
}

// since is when the oldest of them was sent; zero where there is none.
func (u *unanswered) since(lane laneKey) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	var oldest time.Time
	for at := range u.sent[lane] {
		oldest = earlier(oldest, *at)
	}
	return oldest
}
