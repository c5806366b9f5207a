package azuremonitor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

var errNoWorkspaces = errors.New("no Log Analytics workspaces found")

// CheckHealth asks each of the three services for something small. Log Analytics without a workspace is unknown.
func (i *instance) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	subscription, monitorErr := i.firstSubscription(ctx)
	checks := []struct {
		service string
		err     error
	}{
		{"Azure Monitor", monitorErr},
		{"Azure Log Analytics", i.checkLogAnalytics(ctx, subscription)},
		{"Azure Resource Graph", i.checkResourceGraph(ctx, subscription)},
	}
	status := backend.HealthStatusOk
	var lines []string
	for n, check := range checks {
		switch {
		case check.err == nil:
			lines = append(lines, fmt.Sprintf("%d. Successfully connected to %s endpoint.", n+1, check.service))
		case errors.Is(check.err, errNoWorkspaces):
			lines = append(lines, fmt.Sprintf("%d. No Log Analytics workspaces found.", n+1))
			status = backend.HealthStatusUnknown
		default:
			lines = append(lines, fmt.Sprintf("%d. Error connecting to %s endpoint: %s", n+1, check.service, check.err))
		}
	}
	for _, check := range checks {
		if check.err != nil && !errors.Is(check.err, errNoWorkspaces) {
			status = backend.HealthStatusError
		}
	}
	if status == backend.HealthStatusOk {
		return &backend.CheckHealthResult{Status: status, Message: "Successfully connected to all Azure Monitor endpoints."}, nil
	}
	details, err := json.Marshal(map[string]string{"verboseMessage": strings.Join(lines, "\n")})
	if err != nil {
		return nil, err
	}
	return &backend.CheckHealthResult{
		Status: status, Message: "One or more health checks failed. See details below.", JSONDetails: details,
	}, nil
}

// firstSubscription is the default subscription, else the first that is listed; it always asks for the list.
func (i *instance) firstSubscription(ctx context.Context) (string, error) {
	var list struct {
		Value []struct {
			SubscriptionID string `json:"subscriptionId"`
		} `json:"value"`
	}
	if err := i.check(ctx, monitorRoute, http.MethodGet, "/subscriptions?api-version=2020-01-01", nil, &list); err != nil {
		return i.subscription, err
	}
	if i.subscription == "" && len(list.Value) > 0 {
		return list.Value[0].SubscriptionID, nil
	}
	return i.subscription, nil
}

func (i *instance) checkLogAnalytics(ctx context.Context, subscription string) error {
	var workspaces struct {
		Value []struct {
			Properties struct {
				CustomerID string `json:"customerId"`
			} `json:"properties"`
		} `json:"value"`
	}
	path := "/subscriptions/" + subscription + "/providers/Microsoft.OperationalInsights/workspaces?api-version=2017-04-26-preview"
	if err := i.check(ctx, monitorRoute, http.MethodGet, path, nil, &workspaces); err != nil {
		return err
	}
	if len(workspaces.Value) == 0 {
		return errNoWorkspaces
	}
	path = "/v1/workspaces/" + workspaces.Value[0].Properties.CustomerID + "/query"
	return i.check(ctx, logAnalyticsRoute, http.MethodPost, path, []byte(`{"query":"AzureActivity | limit 1"}`), nil)
}

func (i *instance) checkResourceGraph(ctx context.Context, subscription string) error {
	body, err := json.Marshal(map[string]any{"query": "Resources | project id | limit 1", "subscriptions": []string{subscription}})
	if err != nil {
		return err
	}
	return i.check(ctx, resourceGraphRoute, http.MethodPost, resourceGraphPath, body, nil)
}

func (i *instance) check(ctx context.Context, routeName, method, path string, body []byte, answer any) error {
	res, text, err := i.call(ctx, routeName, method, path, body)
	switch {
	case err != nil:
		return fmt.Errorf("health check failed: %w", err)
	case res.StatusCode != http.StatusOK:
		return fmt.Errorf("health check failed: %s: %s", res.Status, text)
	case answer == nil:
		return nil
	default:
		return json.Unmarshal(text, answer)
	}
}
