// Package awsapi is the one way to AWS: settings, credentials, endpoints, the share of the rate limits that is taken,
// retries, pages, counters, and errors in words. The operations live in a folder a service, a file an operation. All of
// them read: no call that changes anything in AWS is made here.
package awsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/grafana/grafana-aws-sdk/pkg/awsauth"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/proxy"
)

// Settings are the data source's settings, checked and with the defaults filled in.
type Settings struct {
	// Credentials are the base credentials: authType, keys, profile, and the role of the data source itself.
	Credentials   awsauth.Settings
	DefaultRegion string
	// Accounts has at least one entry. The only entry has no id where the settings name no account: it is the one that
	// the base credentials belong to.
	Accounts []Account
	// Endpoints by service, with {region} in them where they are regional; a service without one has AWS's own.
	Endpoints map[Service]string
	Refresh   Refresh
	Quota     Quota
	// PatchStaleAfter is the age from which a patch state counts as stale.
	PatchStaleAfter time.Duration
	// OverdueDays is the policy by which a missing patch is overdue.
	OverdueDays OverdueDays
	// AlertMaxIntervals is how many refresh intervals old the facts may be that an alert rule is answered from.
	AlertMaxIntervals float64
	// TagColumns are the tags that `nodes` shows by default.
	TagColumns []string
	// ProviderTag names the provider of a hybrid node, where nothing better does.
	ProviderTag string

	instance backend.DataSourceInstanceSettings
}

// Account is one AWS account to read, by a role that is assumed from the base credentials, or with these themselves.
type Account struct {
	ID         string // 12 digits; empty: that of the base credentials
	Name       string // empty: its id is its name
	RoleARN    string // empty: the base credentials
	ExternalID string
	Regions    []string // at least one
}

// Refresh says how often each kind of evidence is read again while someone is looking.
type Refresh struct {
	Nodes, PatchStates, Associations, Tags, History time.Duration
}

// OverdueDays is how many days a patch may be missing, by how severe its vendor says it is. Others has what is neither Critical nor
// Important, and what nobody gives a severity.
type OverdueDays struct {
	Critical, Important, Others int
}

// Quota says how much of AWS's rate limits, which are the whole account's, may be taken.
type Quota struct {
	Share        float64 // of a documented limit, 0 to 1
	Undocumented float64 // calls a second where none is documented
	PerHour      int     // calls of an account in an hour, over all Regions and operations; 0: any number
}

// SettingError is a setting that cannot be used.
type SettingError struct {
	Key    string // as in the data source's JSON, for instance "accounts[1].id"
	Value  string
	Remedy string // what is wrong, and what to write instead
}

func (e *SettingError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("setting %s: %s", e.Key, e.Remedy)
	}
	return fmt.Sprintf("setting %s: %q %s", e.Key, e.Value, e.Remedy)
}

// proxyOptions gives Grafana's secure socks proxy where this data source is to use it, else nil.
func (s Settings) proxyOptions(ctx context.Context) (*proxy.Options, error) {
	options, err := s.instance.ProxyOptionsFromContext(ctx)
	if err != nil || options == nil || !options.Enabled {
		return nil, err
	}
	return options, nil
}
