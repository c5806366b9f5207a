// Package cloudwatch stands in for Grafana's CloudWatch data source: it sends what Grafana 12.3.0 sends, with the same
// AWS libraries, and returns the same frames. It knows metric queries, the health check and the look-ups of the metrics
// editor; logs and annotations it refuses.
package cloudwatch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/grafana/grafana-aws-sdk/pkg/awsauth"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// New makes the data source type "cloudwatch".
func New() *standin.Type {
	return standin.NewType(newInstance)
}

type settings struct {
	AuthType                string `json:"authType"`
	Profile                 string `json:"profile"`
	AssumeRoleARN           string `json:"assumeRoleArn"`
	ExternalID              string `json:"externalId"`
	DefaultRegion           string `json:"defaultRegion"`
	Endpoint                string `json:"endpoint"`
	CustomMetricsNamespaces string `json:"customMetricsNamespaces"`
}

type instance struct {
	settings
	accessKey, secretKey, sessionToken string
	configs                            awsauth.ConfigProvider
	resources                          backend.CallResourceHandler
}

func newInstance(_ context.Context, s backend.DataSourceInstanceSettings) (standin.Instance, error) {
	i := &instance{
		accessKey:    s.DecryptedSecureJSONData["accessKey"],
		secretKey:    s.DecryptedSecureJSONData["secretKey"],
		sessionToken: s.DecryptedSecureJSONData["sessionToken"],
		configs:      awsauth.NewConfigProvider(),
	}
	if err := json.Unmarshal(s.JSONData, &i.settings); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	i.resources = httpadapter.New(i.routes())
	return i, nil
}

// CallResource answers the look-ups of the metrics editor.
func (i *instance) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	return i.resources.CallResource(ctx, req, sender)
}

// region is the one asked for, or the data source's own for none or "default".
func (i *instance) region(asked string) (string, error) {
	if asked == "default" {
		asked = ""
	}
	region := cmp.Or(asked, i.DefaultRegion)
	if region == "" {
		return "", errors.New("missing default region")
	}
	return region, nil
}

// config holds credentials for a region; a role is assumed at the same endpoint when they are first used.
func (i *instance) config(ctx context.Context, region string) (aws.Config, error) {
	return i.configs.GetConfig(ctx, awsauth.Settings{
		AuthType:           awsauth.AuthType(cmp.Or(i.AuthType, string(awsauth.AuthTypeDefault))),
		AccessKey:          i.accessKey,
		SecretKey:          i.secretKey,
		SessionToken:       i.sessionToken,
		CredentialsProfile: i.Profile,
		Region:             region,
		Endpoint:           i.Endpoint,
		AssumeRoleARN:      i.AssumeRoleARN,
		ExternalID:         i.ExternalID,
		UserAgent:          "Grafana preview",
	})
}

func (i *instance) metricsClient(ctx context.Context, region string) (*cloudwatch.Client, error) {
	config, err := i.config(ctx, region)
	if err != nil {
		return nil, err
	}
	return cloudwatch.NewFromConfig(config), nil
}
