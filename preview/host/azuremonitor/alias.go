package azuremonitor

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

var placeholder = regexp.MustCompile(`\{\{\s*(.+?)\s*\}\}`)

// alias fills in a query's alias. Its words are known in any case; one that isn't known stays as it is.
// dimensionname and dimensionvalue are the first dimension by alphabet.
func (q metricsQuery) alias(metric string, resource metricsResource, subscriptionName string, dimensions data.Labels) string {
	known := map[string]string{
		"resourcegroup":  resource.ResourceGroup,
		"resourcename":   resource.ResourceName,
		"subscription":   subscriptionName,
		"subscriptionid": q.Subscription,
		"metric":         metric,
		"namespace":      q.AzureMonitor.MetricNamespace,
	}
	for n, name := range slices.Sorted(maps.Keys(dimensions)) {
		if n == 0 {
			known["dimensionname"], known["dimensionvalue"] = name, dimensions[name]
		}
		known[strings.ToLower(name)] = dimensions[name]
	}
	return placeholder.ReplaceAllStringFunc(q.AzureMonitor.Alias, func(match string) string {
		if value, ok := known[strings.ToLower(placeholder.FindStringSubmatch(match)[1])]; ok {
			return value
		}
		return match
	})
}
