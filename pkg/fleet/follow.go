package fleet

import (
	"context"
	"iter"
	"time"
)

// follow gives what another target's reading builds on, as far as it is read and again when it got further, until it is
// whole.
func follow[E evidence](ctx context.Context, t *target[E]) iter.Seq2[E, error] {
	return func(yield func(E, error) bool) {
		var none E
		t.ask(time.Now())
		for {
			t.mu.Lock()
			state, good, growing, failure, moved := t.state(time.Now()), t.good, t.growing, t.failure, t.moved
			t.mu.Unlock()
			switch {
			case state == Failed:
				yield(none, &waitsError{operation: t.api, cause: failure.Cause})
				return
			case state != Loading:
				yield(*good, nil)
				return
			case good == nil && growing != nil:
				if !yield(*growing, nil) {
					return
				}
			}
			select {
			case <-moved:
			case <-ctx.Done():
				yield(none, ctx.Err())
				return
			}
		}
	}
}
