package fleet

import (
	"cmp"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// view is a place as one fleet's settings show it: under the name that they give the account, with the rows that are made of the
// place's evidence. The evidence itself is shared by all fleets that read the place with the same credentials.
type view struct {
	*place
	configuredName string // of the account; empty: its id
	providerTag    string
	overdueDays    awsapi.OverdueDays
	blocks         []block // as rowResources
}

func newView(p *place, configuredName string, settings awsapi.Settings) *view {
	v := &view{place: p, configuredName: configuredName, providerTag: settings.ProviderTag, overdueDays: settings.OverdueDays, blocks: make([]block, len(rowResources))}
	for i, r := range rowResources {
		v.blocks[i].make = func() *columns.Table { return r.rows(v) }
	}
	return v
}

func (v *view) accountName() string { return cmp.Or(v.configuredName, v.account.id()) }

// status completes what the target of a feed tells of itself.
func (v *view) status(of anyFeed, now time.Time) TargetStatus {
	s := v.place.status(of, now)
	s.AccountName = v.accountName()
	return s
}

// named is the target of an operation in this place.
func (v *view) named(operation awsapi.Operation) Target {
	return Target{Account: v.account.id(), AccountName: v.accountName(), Region: v.region, API: operation.Name}
}

// locate adds where the rows of a table come from.
func (v *view) locate(t *columns.Table) {
	for name, value := range map[string]string{
		"account": v.account.id(), "accountName": v.accountName(), "region": v.region,
	} {
		t.SetLazy(name, func() columns.Column { return columns.Concat(constant(value, t.Rows())) })
	}
}
