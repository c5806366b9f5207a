package fleet

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"golang.org/x/sync/singleflight"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// identifyTimeout bounds how long an account's credentials and its id may take.
const identifyTimeout = 15 * time.Second

// account is an AWS account, read with certain credentials, with its places. It is shared by all fleets that read it so.
type account struct {
	registry   *registry
	key        string
	configured awsapi.Account
	// settings are those of the fleet that came last: intervals and quotas follow them.
	settings atomic.Pointer[awsapi.Settings]
	grafana  atomic.Pointer[config.GrafanaCfg]

	ctx     context.Context // of everything that runs in the background
	stop    context.CancelFunc
	running sync.WaitGroup
	opening singleflight.Group

	mu     sync.Mutex
	opened *access
	places map[string]*place

	holders int // guarded by the registry
}

// access is a session, and the id of the account that it is known to reach.
type access struct {
	session *awsapi.Session
	id      string
}

func newAccount(r *registry, key string, configured awsapi.Account) *account {
	ctx, stop := context.WithCancel(context.Background())
	return &account{
		registry: r, key: key, configured: configured, ctx: ctx, stop: stop, places: map[string]*place{},
	}
}

// configure takes over a fleet's settings, and Grafana's configuration of the moment.
func (a *account) configure(ctx context.Context, settings awsapi.Settings) {
	a.settings.Store(&settings)
	a.grafana.Store(backend.GrafanaConfigFromContext(ctx))
}

// id is empty where neither the settings nor AWS have told it.
func (a *account) id() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.opened != nil {
		return a.opened.id
	}
	return a.configured.ID
}

// in gives the account's place in a Region. It reads nothing before its targets are asked.
func (a *account) in(region string) *place {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, ok := a.places[region]
	if !ok {
		p = newPlace(a, region)
		a.places[region] = p
		p.run(a.ctx, &a.running)
	}
	return p
}

// open makes the session and finds out whose it is, once for all who wait for it.
func (a *account) open(ctx context.Context) (*access, error) {
	result := a.opening.DoChan("", func() (any, error) {
		a.mu.Lock()
		opened := a.opened
		a.mu.Unlock()
		if opened != nil {
			return opened, nil
		}
		ctx, cancel := context.WithTimeout(backend.WithGrafanaConfig(a.ctx, a.grafana.Load()), identifyTimeout)
		defer cancel()
		session, err := awsapi.Open(ctx, *a.settings.Load(), a.configured, a.registry.traffic)
		if err != nil {
			return nil, err
		}
		id, err := session.AccountID(ctx, a.registry.traffic)
		if err != nil {
			session.Close()
			return nil, err
		}
		opened = &access{session: session, id: id}
		a.mu.Lock()
		a.opened = opened
		a.mu.Unlock()
		return opened, nil
	})
	select {
	case <-ctx.Done():
		return nil, &awsapi.Error{Kind: awsapi.TimeUp, Place: "Account " + a.configured.Label(),
			Message: "AWS STS did not answer in time: check that Grafana's server can reach it"}
	case r := <-result:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(*access), nil
	}
}

// close ends what runs in the background and waits for it.
func (a *account) close() {
	a.stop()
	a.running.Wait()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.opened != nil {
		a.opened.session.Close()
	}
}
