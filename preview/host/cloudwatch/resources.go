package cloudwatch

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/grafana/grafana-aws-sdk/pkg/cloudWatchConsts"
)

// entry is one choice of a look-up.
type entry struct {
	Value     any    `json:"value"`
	AccountID string `json:"accountId,omitempty"`
}

type namedMetric struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

// routes are the look-ups of the metrics editor; each answers a JSON list of entries.
func (i *instance) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /regions", lookup("GetRegions", i.lookUpRegions))
	mux.HandleFunc("GET /namespaces", lookup("Namespaces", i.lookUpNamespaces))
	mux.HandleFunc("GET /metrics", lookup("Metrics", i.needsRegion(i.lookUpMetrics)))
	mux.HandleFunc("GET /dimension-keys", lookup("DimensionKeys", i.needsRegion(i.lookUpDimensionKeys)))
	mux.HandleFunc("GET /dimension-values", lookup("DimensionValues", i.needsRegion(i.lookUpDimensionValues)))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeFailure(w, http.StatusNotFound, fmt.Sprintf("the preview has no look-up %q of CloudWatch", strings.TrimPrefix(r.URL.Path, "/")))
	})
	return mux
}

type lookupFunc func(ctx context.Context, parameters url.Values) ([]entry, error)

// badParameter is an error of whoever asks.
type badParameter string

func (e badParameter) Error() string { return string(e) }

func lookup(name string, find lookupFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		entries, err := find(r.Context(), r.URL.Query())
		if bad, ok := err.(badParameter); ok {
			writeFailure(w, http.StatusBadRequest, bad.Error())
			return
		}
		if err != nil {
			writeFailure(w, http.StatusInternalServerError, fmt.Sprintf("error in %sHandler: unable to call AWS API: %s", name, err))
			return
		}
		if account := r.URL.Query().Get("accountId"); account != "" && account != "all" {
			for n := range entries {
				entries[n].AccountID = account
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(entries) // strings only, and a reader that went away is no one to tell
	}
}

func writeFailure(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"Message": message, "Error": message, "StatusCode": status})
}

func (i *instance) needsRegion(find lookupFunc) lookupFunc {
	return func(ctx context.Context, parameters url.Values) ([]entry, error) {
		if parameters.Get("region") == "" {
			return nil, badParameter("region is required")
		}
		region, err := i.region(parameters.Get("region"))
		if err != nil {
			return nil, badParameter(err.Error())
		}
		parameters.Set("region", region)
		return find(ctx, parameters)
	}
}

// lookUpRegions asks EC2. As in Grafana 12.3.0 a refusal is no error; the preview then knows only the default Region.
func (i *instance) lookUpRegions(ctx context.Context, _ url.Values) ([]entry, error) {
	region, err := i.region("")
	if err != nil {
		return nil, err
	}
	names := map[string]bool{region: true}
	if config, err := i.config(ctx, region); err == nil {
		if described, err := ec2.NewFromConfig(config).DescribeRegions(ctx, &ec2.DescribeRegionsInput{}); err == nil {
			for _, r := range described.Regions {
				names[aws.ToString(r.RegionName)] = true
			}
		}
	}
	entries := []entry{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		entries = append(entries, entry{Value: map[string]string{"name": name}})
	}
	return entries, nil
}

func (i *instance) lookUpNamespaces(context.Context, url.Values) ([]entry, error) {
	names := slices.Collect(maps.Keys(cloudWatchConsts.NamespaceMetricsMap))
	for _, custom := range strings.Split(i.CustomMetricsNamespaces, ",") {
		if custom = strings.TrimSpace(custom); custom != "" {
			names = append(names, custom)
		}
	}
	slices.Sort(names)
	return textEntries(slices.Compact(names)), nil
}

func (i *instance) lookUpMetrics(ctx context.Context, parameters url.Values) ([]entry, error) {
	namespace := parameters.Get("namespace")
	names := cloudWatchConsts.NamespaceMetricsMap[namespace]
	if names == nil {
		metrics, err := i.listMetrics(ctx, parameters)
		if err != nil {
			return nil, err
		}
		for _, metric := range metrics {
			if name := aws.ToString(metric.MetricName); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	entries := []entry{}
	for _, name := range names {
		entries = append(entries, entry{Value: namedMetric{name, namespace}})
	}
	return entries, nil
}

func (i *instance) lookUpDimensionKeys(ctx context.Context, parameters url.Values) ([]entry, error) {
	filters, err := dimensionFilters(parameters)
	if err != nil {
		return nil, err
	}
	if known := cloudWatchConsts.NamespaceDimensionKeysMap[parameters.Get("namespace")]; known != nil && len(filters) == 0 {
		return textEntries(known), nil
	}
	metrics, err := i.listMetrics(ctx, parameters)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, metric := range metrics {
		for _, d := range metric.Dimensions {
			key := aws.ToString(d.Name)
			filtered := slices.ContainsFunc(filters, func(f types.DimensionFilter) bool { return aws.ToString(f.Name) == key })
			if !filtered && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return textEntries(keys), nil
}

func (i *instance) lookUpDimensionValues(ctx context.Context, parameters url.Values) ([]entry, error) {
	metrics, err := i.listMetrics(ctx, parameters)
	if err != nil {
		return nil, err
	}
	values := dimensionValues(metrics, parameters.Get("dimensionKey"))
	return textEntries(values), nil
}

// dimensionValues are the values of a dimension, sorted, each once.
func dimensionValues(metrics []types.Metric, key string) []string {
	var values []string
	for _, metric := range metrics {
		for _, d := range metric.Dimensions {
			if aws.ToString(d.Name) == key {
				values = append(values, aws.ToString(d.Value))
			}
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

func textEntries(texts []string) []entry {
	entries := make([]entry, 0, len(texts))
	for _, text := range texts {
		entries = append(entries, entry{Value: text})
	}
	return entries
}

// dimensionFilters reads {"key": ["value", …]}: any value is *, null or no list at all.
func dimensionFilters(parameters url.Values) ([]types.DimensionFilter, error) {
	text := parameters.Get("dimensionFilters")
	if text == "" {
		return nil, nil
	}
	var given map[string]oneOrAll
	if err := json.Unmarshal([]byte(text), &given); err != nil {
		return nil, badParameter("dimensionFilters: " + err.Error())
	}
	var filters []types.DimensionFilter
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if len(given[name]) == 0 || given[name].isWildcard() {
			filters = append(filters, types.DimensionFilter{Name: aws.String(name)})
			continue
		}
		for _, value := range given[name] {
			filters = append(filters, types.DimensionFilter{Name: aws.String(name), Value: aws.String(value)})
		}
	}
	return filters, nil
}

// maxListMetricsPages is Grafana's default for pages of ListMetrics.
const maxListMetricsPages = 500

func (i *instance) listMetrics(ctx context.Context, parameters url.Values) ([]types.Metric, error) {
	filters, err := dimensionFilters(parameters)
	if err != nil {
		return nil, err
	}
	client, err := i.metricsClient(ctx, parameters.Get("region"))
	if err != nil {
		return nil, err
	}
	input := &cloudwatch.ListMetricsInput{Dimensions: filters}
	if namespace := parameters.Get("namespace"); namespace != "" {
		input.Namespace = aws.String(namespace)
	}
	if name := parameters.Get("metricName"); name != "" {
		input.MetricName = aws.String(name)
	}
	switch account := parameters.Get("accountId"); account {
	case "":
	case "all":
		input.IncludeLinkedAccounts = aws.Bool(true)
	default:
		input.IncludeLinkedAccounts, input.OwningAccount = aws.Bool(true), aws.String(account)
	}
	return allMetrics(ctx, client, input)
}

func allMetrics(ctx context.Context, client *cloudwatch.Client, input *cloudwatch.ListMetricsInput) ([]types.Metric, error) {
	var metrics []types.Metric
	pages := cloudwatch.NewListMetricsPaginator(client, input)
	for n := 0; pages.HasMorePages() && n < maxListMetricsPages; n++ {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		metrics = append(metrics, page.Metrics...)
	}
	return metrics, nil
}
