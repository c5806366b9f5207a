package fleet

import (
	"context"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// keepFor is how long an account that no fleet holds any more is kept. Saving a data source's settings makes a new
// fleet and closes the old one, in either order; what was read goes on.
const keepFor = 5 * time.Minute

// registry has the accounts that this process reads, by account, credentials and addresses.
type registry struct {
	traffic  *awsapi.Traffic
	keepFor  time.Duration
	releases releaseBooks

	mu       sync.Mutex
	accounts map[string]*account
}

func newRegistry(keepFor time.Duration) *registry {
	return &registry{traffic: awsapi.NewTraffic(), keepFor: keepFor, accounts: map[string]*account{}}
}

// shared is the registry of this process.
var shared = newRegistry(keepFor)

// hold gives the account to a fleet, which must release it.
func (r *registry) hold(ctx context.Context, settings awsapi.Settings, configured awsapi.Account) *account {
	// What the settings call it makes no other account of it: names and what is derived by settings are the fleet's ([view]).
	key := settings.Key(configured)
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.accounts[key]
	if !ok {
		a = newAccount(r, key, configured)
		r.accounts[key] = a
	}
	a.configure(ctx, settings)
	a.holders++
	return a
}

func (r *registry) release(a *account) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a.holders--
	if a.holders == 0 {
		time.AfterFunc(r.keepFor, func() { r.drop(a) })
	}
}

// drop closes an account that nobody has taken up again.
func (r *registry) drop(a *account) {
	r.mu.Lock()
	abandoned := a.holders == 0 && r.accounts[a.key] == a
	if abandoned {
		delete(r.accounts, a.key)
	}
	r.mu.Unlock()
	if abandoned {
		a.close()
	}
}
