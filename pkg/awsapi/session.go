package awsapi

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroups"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/grafana/grafana-aws-sdk/pkg/awsauth"
	"github.com/grafana/grafana-aws-sdk/pkg/awsds"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// callTimeout bounds one attempt of one call; AWS answers the largest pages within a few seconds, and half a minute on a bad day.
const callTimeout = 45 * time.Second

// Session is the credentials of one account: those of the data source, or a role that is assumed from them.
type Session struct {
	settings Settings
	account  Account
	config   aws.Config
	http     *http.Client
	secrets  *secrets
	renewed  atomic.Int64 // when the role's session was last given up; Unix seconds
}

// Client makes calls to one Region of one account.
type Client struct {
	Account Account
	Region  string
	SSM     *ssm.Client
	STS     *sts.Client
	Tagging *resourcegroupstaggingapi.Client
	// DescribeInstances is all that is asked of EC2, DescribeAlarms of CloudWatch and ListGroupResources of Resource Groups. With their clients in this place the linker,
	// which can't rule out reflection, would keep every one of their operations: of EC2's, 30 MB of the executable.
	DescribeInstances  func(context.Context, *ec2.DescribeInstancesInput, ...func(*ec2.Options)) (*ec2.DescribeInstancesOutput, error)
	ListGroupResources func(context.Context, *resourcegroups.ListGroupResourcesInput, ...func(*resourcegroups.Options)) (*resourcegroups.ListGroupResourcesOutput, error)
	DescribeAlarms     func(context.Context, *cloudwatch.DescribeAlarmsInput, ...func(*cloudwatch.Options)) (*cloudwatch.DescribeAlarmsOutput, error)
}

// Open makes the credentials of an account; nothing is sent to AWS before the first call. The context carries Grafana's
// configuration: which authentication providers it allows.
func Open(ctx context.Context, settings Settings, account Account, traffic *Traffic) (*Session, error) {
	if errRoots != nil {
		return nil, errRoots
	}
	auth := settings.credentialsOf(account)
	if err := allowed(ctx, auth); err != nil {
		return nil, err
	}
	var err error
	if auth.ProxyOptions, err = settings.proxyOptions(ctx); err != nil {
		return nil, fmt.Errorf("secure socks proxy: %w", err)
	}
	// awsauth assumes roles with it, and calls nothing else. It wants a transport of its own kind, to give it the data source's
	// proxy: what this one is besides comes after.
	roles := newHTTPClient()
	auth.HTTPClient = roles
	s := &Session{settings: settings, account: account, secrets: newSecrets(auth)}
	if s.config, err = awsauth.NewConfigProvider().GetConfig(ctx, auth); err != nil {
		return nil, &Error{Message: sentence(s.secrets.redact(err.Error())), cause: err}
	}
	transport := watched{roles.Transport, s.secrets}
	roles.Transport, roles.Timeout = s.roleTransport(transport, traffic), stsTimeout
	s.http = &http.Client{Timeout: callTimeout, Transport: transport, CheckRedirect: stayHere}
	s.config.HTTPClient = s.http
	return s, nil
}

// Key tells sessions apart: the same key means the same account, read with the same credentials at the same addresses.
// It gives no secret away.
func (s Settings) Key(account Account) string {
	auth := s.credentialsOf(account)
	parts := []string{
		account.ID, string(auth.GetAuthType()), auth.AccessKey, auth.SecretKey, auth.SessionToken, auth.CredentialsProfile,
		auth.AssumeRoleARN, auth.ExternalID, auth.GrafanaExternalID, auth.Region,
		fmt.Sprint(auth.UsePerDatasourceExternalID != nil && *auth.UsePerDatasourceExternalID),
	}
	if proxy := auth.PerDatasourceProxySettings; proxy != nil {
		parts = append(parts, string(proxy.ProxyType), proxy.ProxyUrl, proxy.ProxyUsername, proxy.ProxyPassword)
	}
	for _, service := range services {
		parts = append(parts, s.Endpoints[service])
	}
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%q", parts)))
}

// credentialsOf gives the base credentials with the account's own role in place of the data source's, never on top of it.
func (s Settings) credentialsOf(account Account) awsauth.Settings {
	auth := s.Credentials
	auth.Region = s.DefaultRegion
	auth.Endpoint = s.endpoint(STS, s.DefaultRegion)
	if account.RoleARN != "" {
		auth.AssumeRoleARN = account.RoleARN
		auth.ExternalID = account.ExternalID
	}
	return auth
}

func allowed(ctx context.Context, auth awsauth.Settings) error {
	grafana, _ := awsds.ReadAuthSettingsFromContext(ctx)
	provider := string(auth.GetAuthType())
	if !slices.Contains(grafana.AllowedAuthProviders, provider) {
		return errorf("authentication provider %s is not allowed for this data source (allowed: %s): choose AWS SDK Default, "+
			"which finds the same role, or ask Grafana's administrator to name the plugin in forward_settings_to_plugins "+
			"and the provider in allowed_auth_providers, both in section [aws]",
			provider, strings.Join(grafana.AllowedAuthProviders, ", "))
	}
	if auth.AssumeRoleARN != "" && !grafana.AssumeRoleEnabled {
		return errorf("role %s can't be assumed: Grafana's administrator has turned assume_role_enabled off in section [aws]",
			auth.AssumeRoleARN)
	}
	return nil
}

func newHTTPClient() *http.Client {
	client := &http.Client{Timeout: callTimeout, Transport: httpclient.NewHTTPTransport(), CheckRedirect: stayHere}
	if transport, ok := client.Transport.(*http.Transport); ok {
		transport.MaxIdleConnsPerHost = mostInFlight
		if roots != nil {
			transport.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
		}
	}
	return client
}

// Close lets the connections go.
func (s *Session) Close() { s.http.CloseIdleConnections() }

// Client makes the clients for one Region; id is the account's, as [Session.AccountID] gives it. A client costs little: it
// may be made anew when the quota changes.
func (s *Session) Client(traffic *Traffic, quota Quota, id, region string) *Client {
	account := s.account
	account.ID = id
	account.RoleARN = s.settings.credentialsOf(s.account).AssumeRoleARN
	config := s.config.Copy()
	config.Region = region
	config.Retryer = func() aws.Retryer { return newRetryer(s.renew) }
	if s.settings.Endpoints[STS] != "" {
		// awsauth puts its one endpoint under every client; here it is STS's alone.
		config.BaseEndpoint = nil
	}
	config.APIOptions = append(slices.Clone(config.APIOptions),
		traffic.regulate(id, region, quota),
		traffic.checkAnswer,
		inWords(account, region, traffic, s.secrets),
	)
	return &Client{
		Account: account,
		Region:  region,
		SSM: ssm.NewFromConfig(config, at(s, SSM, region, func(o *ssm.Options, url *string) { o.BaseEndpoint = url }),
			func(o *ssm.Options) { o.Protocol = tolerant{o.Protocol} }),
		STS: sts.NewFromConfig(config, at(s, STS, region, func(o *sts.Options, url *string) { o.BaseEndpoint = url }),
			func(o *sts.Options) {
				o.HTTPClient = &http.Client{Timeout: stsTimeout, Transport: s.http.Transport, CheckRedirect: stayHere}
			}),
		Tagging: resourcegroupstaggingapi.NewFromConfig(config, at(s, Tagging, region,
			func(o *resourcegroupstaggingapi.Options, url *string) { o.BaseEndpoint = url }),
			func(o *resourcegroupstaggingapi.Options) { o.Protocol = tolerant{o.Protocol} }),
		DescribeInstances: ec2.NewFromConfig(config, at(s, EC2, region,
			func(o *ec2.Options, url *string) { o.BaseEndpoint = url })).DescribeInstances,
		ListGroupResources: resourcegroups.NewFromConfig(config, at(s, ResourceGroups, region,
			func(o *resourcegroups.Options, url *string) { o.BaseEndpoint = url })).ListGroupResources,
		DescribeAlarms: cloudwatch.NewFromConfig(config, at(s, CloudWatch, region,
			func(o *cloudwatch.Options, url *string) { o.BaseEndpoint = url })).DescribeAlarms,
	}
}

// at gives the option that sends a service's calls to the address that the settings name, if they name one.
func at[Options any](s *Session, service Service, region string, set func(*Options, *string)) func(*Options) {
	return func(o *Options) {
		if url := s.settings.endpoint(service, region); url != "" {
			set(o, &url)
		}
	}
}

// Label names an account as people know it: name and id, or what there is of them.
func (a Account) Label() string {
	switch {
	case a.ID == "" && a.Name == "":
		return "of the data source's credentials"
	case a.Name == "" || a.Name == a.ID:
		return a.ID
	case a.ID == "":
		return a.Name
	default:
		return fmt.Sprintf("%s (%s)", a.Name, a.ID)
	}
}
