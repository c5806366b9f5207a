package awsapi

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/grafana/grafana-aws-sdk/pkg/awsauth"
	"github.com/grafana/grafana-aws-sdk/pkg/awsds"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"

	"github.com/onepane/onepane-fleet-app/pkg/jsontype"
)

// stored is the JSON of the data source's settings beside the keys that all AWS data sources share.
type stored struct {
	Regions   []string          `json:"regions"`
	Accounts  []storedAccount   `json:"accounts"`
	Endpoints map[string]string `json:"endpoints"`
	Refresh   struct {
		Nodes        string `json:"nodes"`
		PatchStates  string `json:"patchStates"`
		Associations string `json:"associations"`
		Tags         string `json:"tags"`
		History      string `json:"history"`
	} `json:"refresh"`
	RateShare        *float64 `json:"rateShare"`
	UndocumentedRate *float64 `json:"undocumentedRate"`
	MaxCallsPerHour  *float64 `json:"maxCallsPerHour"`
	PatchStaleAfter  string   `json:"patchStaleAfter"`
	OverdueDays      struct {
		Critical  *float64 `json:"critical"`
		Important *float64 `json:"important"`
		Others    *float64 `json:"others"`
	} `json:"overdueDays"`
	AlertIntervals *float64 `json:"alertMaxIntervals"`
	TagColumns     []string `json:"tagColumns"`
	ProviderTag    string   `json:"providerTag"`
}

type storedAccount struct {
	ID            storedID `json:"id"`
	Name          string   `json:"name"`
	AssumeRoleARN string   `json:"assumeRoleArn"`
	ExternalID    string   `json:"externalId"`
	Regions       []string `json:"regions"`
}

// storedID is an account's id, which is a number where YAML has it without quotes. What is no id is kept as it is written, to
// be named as one that can't be used.
type storedID string

func (id *storedID) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		text = string(raw)
	}
	*id = storedID(text)
	return nil
}

// ParseSettings reads and checks a data source's settings. Its error joins a [SettingError] for everything that is wrong
// with them, so that all of it can be put right at once.
func ParseSettings(instance backend.DataSourceInstanceSettings) (Settings, error) {
	var shared awsds.AWSDatasourceSettings
	if err := shared.Load(instance); err != nil {
		return Settings{}, unreadable(err)
	}
	var own stored
	if len(instance.JSONData) > 0 {
		if err := json.Unmarshal(instance.JSONData, &own); err != nil {
			return Settings{}, unreadable(err)
		}
	}
	p := &problems{}
	trim(&shared, &own)
	settings := Settings{
		instance:      instance,
		Credentials:   credentials(shared),
		DefaultRegion: p.defaultRegion(shared.Region, own.Regions),
		Endpoints:     p.endpoints(shared.Endpoint, own.Endpoints),
		Refresh: Refresh{
			Nodes:        p.duration("refresh.nodes", own.Refresh.Nodes, 5*time.Minute),
			PatchStates:  p.duration("refresh.patchStates", own.Refresh.PatchStates, 15*time.Minute),
			Associations: p.duration("refresh.associations", own.Refresh.Associations, 15*time.Minute),
			Tags:         p.duration("refresh.tags", own.Refresh.Tags, 30*time.Minute),
			History:      p.duration("refresh.history", own.Refresh.History, 2*time.Minute),
		},
		Quota: Quota{
			Share:        p.rate("rateShare", own.RateShare, 0.5, 1),
			Undocumented: p.rate("undocumentedRate", own.UndocumentedRate, 5, 1000),
			PerHour:      p.whole("maxCallsPerHour", own.MaxCallsPerHour, 20_000, 10_000_000),
		},
		PatchStaleAfter: p.duration("patchStaleAfter", own.PatchStaleAfter, 7*24*time.Hour),
		OverdueDays: p.overdueDays(OverdueDays{
			Critical:  p.days("overdueDays.critical", own.OverdueDays.Critical, 14),
			Important: p.days("overdueDays.important", own.OverdueDays.Important, 30),
			Others:    p.days("overdueDays.others", own.OverdueDays.Others, 90),
		}),
		// Less than two would be an error whenever a reading takes a little longer.
		AlertMaxIntervals: p.rate("alertMaxIntervals", own.AlertIntervals, 2, 1000),
		TagColumns:        own.TagColumns,
		ProviderTag:       cmp.Or(own.ProviderTag, "provider"),
	}
	p.keys(settings.Credentials)
	p.role("assumeRoleArn", shared.AssumeRoleARN, "")
	p.hidden("externalId", shared.ExternalID)
	p.hidden("grafanaExternalId", shared.GrafanaExternalID)
	settings.Accounts = p.accounts(own.Accounts, own.Regions, settings.DefaultRegion)
	return settings, errors.Join(p.found...)
}

// trim takes off what was pasted with the settings, which no name, key or address begins or ends with.
func trim(shared *awsds.AWSDatasourceSettings, own *stored) {
	for _, value := range []*string{
		&shared.Region, &shared.AssumeRoleARN, &shared.ExternalID, &shared.GrafanaExternalID, &shared.Endpoint, &shared.Profile,
		&shared.AccessKey, &shared.SecretKey, &shared.SessionToken, &shared.ProxyUrl,
	} {
		*value = trimmed(*value)
	}
	trimAll(own.Regions)
	for i := range own.Accounts {
		a := &own.Accounts[i]
		a.ID = storedID(trimmed(string(a.ID)))
		a.AssumeRoleARN, a.ExternalID = trimmed(a.AssumeRoleARN), trimmed(a.ExternalID)
		trimAll(a.Regions)
	}
	for service, address := range own.Endpoints {
		own.Endpoints[service] = trimmed(address)
	}
}

func trimAll(values []string) {
	for i := range values {
		values[i] = trimmed(values[i])
	}
}

// unreadable says which setting has JSON of the wrong type.
func unreadable(err error) error {
	if field, words, ok := jsontype.Mismatch(err); ok && field != "" {
		remedy := words + ": correct it where the data source is provisioned"
		if strings.HasPrefix(words, "is a number") {
			remedy += "; in YAML, put it in quotes"
		}
		return &SettingError{Key: field, Remedy: remedy}
	}
	return &SettingError{Key: "jsonData", Remedy: err.Error()}
}

func credentials(s awsds.AWSDatasourceSettings) awsauth.Settings {
	credentials := awsauth.Settings{
		LegacyAuthType:             s.AuthType,
		AccessKey:                  s.AccessKey,
		SecretKey:                  s.SecretKey,
		SessionToken:               s.SessionToken,
		CredentialsProfile:         s.Profile,
		AssumeRoleARN:              s.AssumeRoleARN,
		ExternalID:                 s.ExternalID,
		GrafanaExternalID:          s.GrafanaExternalID,
		UsePerDatasourceExternalID: s.UsePerDatasourceExternalID,
		UserAgent:                  "onepane",
	}
	if s.ProxyType != "" {
		credentials.PerDatasourceProxySettings = &awsauth.PerDatasourceProxySettings{
			ProxyType:     awsauth.GetProxyTypeFromString(s.ProxyType),
			ProxyUrl:      s.ProxyUrl,
			ProxyUsername: s.ProxyUsername,
			ProxyPassword: s.ProxyPassword,
		}
	}
	return credentials
}

// problems collects what is wrong while the settings are read.
type problems struct{ found []error }

func (p *problems) add(key, value, remedy string, args ...any) {
	p.found = append(p.found, &SettingError{Key: key, Value: value, Remedy: fmt.Sprintf(remedy, args...)})
}

// visible finds nothing invisible inside a value, or adds it to the problems.
func (p *problems) visible(key, value string) bool {
	name, after := invisibleIn(value)
	if name == "" {
		return true
	}
	p.add(key, value, "has %s after %q: take it out", name, string([]rune(value)[:after]))
	return false
}

// hidden does the same for a value that must not be shown.
func (p *problems) hidden(key, value string) {
	if name, after := invisibleIn(value); name != "" {
		p.add(key, "", "has %s after its first %d characters: take it out, or paste it again", name, after)
	}
}

var (
	regionPattern  = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$`)
	accountPattern = regexp.MustCompile(`^\d{12}$`)
)

func (p *problems) defaultRegion(region string, regions []string) string {
	if region == "" || region == "default" {
		if len(regions) == 0 {
			p.add("defaultRegion", "", "no Region is set: choose a Default Region, or list the Regions to read in regions")
			return ""
		}
		region = regions[0]
	}
	p.region("defaultRegion", region)
	return region
}

func (p *problems) region(key, region string) {
	if p.visible(key, region) && !regionPattern.MatchString(region) {
		p.add(key, region, "is not an AWS Region: write its code, for instance eu-west-1")
	}
}

func (p *problems) keys(c awsauth.Settings) {
	if c.GetAuthType() != awsauth.AuthTypeKeys {
		return
	}
	if c.AccessKey == "" {
		p.add("accessKey", "", "is empty: with Access & secret key as authentication provider, fill it in")
	}
	if c.SecretKey == "" {
		p.add("secretKey", "", "is empty: with Access & secret key as authentication provider, fill it in")
	}
	p.hidden("accessKey", c.AccessKey)
	p.hidden("secretKey", c.SecretKey)
	p.hidden("sessionToken", c.SessionToken)
}

// role checks a role's ARN; account is the id that it must belong to, or empty.
func (p *problems) role(key, value, account string) {
	if value == "" || !p.visible(key, value) {
		return
	}
	parsed, err := arn.Parse(value)
	if err != nil || parsed.Service != "iam" || !strings.HasPrefix(parsed.Resource, "role/") || !accountPattern.MatchString(parsed.AccountID) {
		p.add(key, value, "is not the ARN of an IAM role: write it as arn:aws:iam::123456789012:role/Name")
		return
	}
	if account != "" && parsed.AccountID != account {
		p.add(key, value, "belongs to account %s, not to %s: name a role of this account, or correct the ID", parsed.AccountID, account)
	}
}

func (p *problems) accounts(stored []storedAccount, regions []string, defaultRegion string) []Account {
	for i, region := range regions {
		p.region(fmt.Sprintf("regions[%d]", i), region)
	}
	if len(regions) == 0 && defaultRegion != "" {
		regions = []string{defaultRegion}
	}
	if len(stored) == 0 {
		return []Account{{Regions: unique(regions)}}
	}
	accounts := make([]Account, 0, len(stored))
	seen := map[string]bool{}
	for i, s := range stored {
		key, id := fmt.Sprintf("accounts[%d]", i), string(s.ID)
		switch {
		case !accountPattern.MatchString(withoutInvisible(id)):
			p.add(key+".id", id, "is not an AWS account ID: write its 12 digits, with leading zeros; in YAML, put it in quotes")
		case p.visible(key+".id", id) && seen[id]:
			p.add(key+".id", id, "is listed twice: remove one of the two, and list its Regions in the other")
		}
		seen[id] = true
		p.role(key+".assumeRoleArn", s.AssumeRoleARN, id)
		p.hidden(key+".externalId", s.ExternalID)
		for j, region := range s.Regions {
			p.region(fmt.Sprintf("%s.regions[%d]", key, j), region)
		}
		if len(s.Regions) == 0 {
			s.Regions = regions
		}
		accounts = append(accounts, Account{
			ID: id, Name: s.Name, RoleARN: s.AssumeRoleARN, ExternalID: s.ExternalID, Regions: unique(s.Regions),
		})
	}
	return accounts
}

func unique(regions []string) []string {
	kept := make([]string, 0, len(regions))
	for _, region := range regions {
		if !slices.Contains(kept, region) {
			kept = append(kept, region)
		}
	}
	return kept
}

func (p *problems) endpoints(single string, byService map[string]string) map[Service]string {
	endpoints := map[Service]string{}
	if single != "" && single != "default" {
		p.endpoint("endpoint", single)
		for _, service := range services {
			endpoints[service] = single
		}
	}
	for name, value := range byService {
		service := Service(name)
		if !slices.Contains(services, service) {
			p.add("endpoints."+name, signIn.ReplaceAllString(value, "$1…@"), "is for a service that this data source does not read: name one of %s", join(services))
			continue
		}
		if value != "" {
			p.endpoint("endpoints."+name, value)
			endpoints[service] = value
		}
	}
	return endpoints
}

// signIn is a user name and a password in an address.
var signIn = regexp.MustCompile(`(^|//)[^/@]*@`)

func (p *problems) endpoint(key, value string) {
	shown := signIn.ReplaceAllString(value, "$1…@")
	if !p.visible(key, shown) {
		return
	}
	u, err := url.Parse(strings.ReplaceAll(value, regionPlaceholder, "region"))
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		p.add(key, shown, "is not a URL: write it with its scheme, for instance https://ssm.{region}.amazonaws.com")
	}
}

func (p *problems) duration(key, value string, otherwise time.Duration) time.Duration {
	if value == "" {
		return otherwise
	}
	duration, err := gtime.ParseDuration(value)
	if err != nil || duration <= 0 {
		p.add(key, value, "is not a duration: write a number and a unit, for instance 90s, 15m or 7d")
		return otherwise
	}
	return duration
}

// mostDays bounds how many days a patch may be missing: ten years are as good as any number of them.
const mostDays = 3650

func (p *problems) days(key string, value *float64, otherwise int) int {
	if value == nil {
		return otherwise
	}
	if *value < 0 || *value > mostDays || *value != math.Trunc(*value) {
		p.add(key, fmt.Sprint(*value), "is no number of days that a patch may be missing: write a whole number from 0 to %d", mostDays)
		return otherwise
	}
	return int(*value)
}

// overdueDays finds that no worse patch may be missing for longer than a lesser one, or adds it to the problems.
func (p *problems) overdueDays(days OverdueDays) OverdueDays {
	for _, pair := range []struct {
		worse, lesser         string
		worseDays, lesserDays int
	}{
		{"critical", "important", days.Critical, days.Important},
		{"important", "others", days.Important, days.Others},
	} {
		if pair.worseDays > pair.lesserDays {
			p.add("overdueDays."+pair.worse, fmt.Sprint(pair.worseDays),
				"days are more than the %d of overdueDays.%s, so that worse patches may be missing for longer: lower the one, or raise the other",
				pair.lesserDays, pair.lesser)
		}
	}
	return days
}

func (p *problems) rate(key string, value *float64, otherwise, most float64) float64 {
	if value == nil {
		return otherwise
	}
	if *value <= 0 || *value > most {
		p.add(key, fmt.Sprint(*value), "is out of range: write a number above 0 and at most %g", most)
		return otherwise
	}
	return *value
}

func (p *problems) whole(key string, value *float64, otherwise, most int) int {
	if value == nil {
		return otherwise
	}
	if *value < 1 || *value > float64(most) || *value != math.Trunc(*value) {
		p.add(key, fmt.Sprint(*value), "is out of range: write a whole number from 1 to %d", most)
		return otherwise
	}
	return int(*value)
}
