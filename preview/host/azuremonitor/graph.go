package azuremonitor

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

const (
	resourceGraphVersion = "api-version=2021-06-01-preview"
	resourceGraphPath    = "/providers/Microsoft.ResourceGraph/resources?" + resourceGraphVersion
)

// resourceGraph answers a query of type "Azure Resource Graph" with one call. A $skipToken in the answer is not followed:
// as in Grafana 12.3.0 the first page of 1,000 rows is all there is, and nothing says so.
func (i *instance) resourceGraph(ctx context.Context, query backend.DataQuery) backend.DataResponse {
	var q struct {
		Subscriptions []string `json:"subscriptions"`
		ResourceGraph struct {
			Query        string `json:"query"`
			ResultFormat string `json:"resultFormat"`
		} `json:"azureResourceGraph"`
	}
	if err := json.Unmarshal(query.JSON, &q); err != nil {
		return standin.Downstream(backend.StatusBadRequest, fmt.Errorf("query: %w", err))
	}
	text, err := expandMacros(q.ResourceGraph.Query, query)
	if err != nil {
		return standin.Downstream(backend.StatusBadRequest, err)
	}
	body, err := json.Marshal(map[string]any{
		"options": map[string]string{"resultFormat": "table"}, "query": text, "subscriptions": q.Subscriptions,
	})
	if err != nil {
		return standin.Plugin(err)
	}
	res, answer, err := i.call(ctx, resourceGraphRoute, http.MethodPost, resourceGraphPath, body)
	if err != nil {
		return unreached(err)
	}
	if res.StatusCode/100 != 2 {
		err := fmt.Errorf("%s. Azure Resource Graph error: %s", res.Status, answer)
		return standin.Downstream(backend.StatusInternal, err)
	}
	var table graphAnswer
	if err := json.Unmarshal(answer, &table); err != nil {
		return standin.Plugin(err)
	}
	if len(table.Data.Rows) == 0 {
		return backend.DataResponse{Status: backend.StatusOK}
	}
	frame, err := table.frame(i.resourceGraphLink(text))
	if err != nil {
		return standin.Plugin(err)
	}
	return backend.DataResponse{Frames: data.Frames{frame}, Status: backend.StatusOK}
}

type graphAnswer struct {
	Data struct {
		Columns []struct {
			Name string `json:"name"`
			Type string `json:"type"`
		} `json:"columns"`
		Rows [][]any `json:"rows"`
	} `json:"data"`
}

// frame makes a table: every column may have nulls, and a row that is too short is filled with them.
func (a graphAnswer) frame(link data.DataLink) (*data.Frame, error) {
	frame := data.NewFrame("")
	types := make([]string, 0, len(a.Data.Columns))
	for n, column := range a.Data.Columns {
		types = append(types, column.Type)
		values := make([]any, len(a.Data.Rows))
		for r, row := range a.Data.Rows {
			if n < len(row) {
				values[r] = row[n]
			}
		}
		field, err := columnField(column.Type, values)
		if err != nil {
			return nil, err
		}
		field.Name = column.Name
		field.Config = &data.FieldConfig{Links: []data.DataLink{link}}
		frame.Fields = append(frame.Fields, field)
	}
	frame.Meta = &data.FrameMeta{
		Custom:              map[string][]string{"azureColumnTypes": types},
		ExecutedQueryString: resourceGraphVersion,
	}
	return frame, nil
}

func columnField(columnType string, values []any) (*data.Field, error) {
	switch columnType {
	case "string", "guid", "timespan", "dynamic":
		return convert(values, func(v any) (string, error) { return as[string](v, "string") })
	case "object":
		return convert(values, func(v any) (string, error) {
			text, err := json.Marshal(v)
			return string(text), err
		})
	case "integer", "int":
		return convert(values, func(v any) (int32, error) {
			number, err := as[float64](v, "number")
			return int32(number), err
		})
	case "long":
		return convert(values, func(v any) (int64, error) {
			number, err := as[float64](v, "number")
			return int64(number), err
		})
	case "number", "real", "decimal":
		return convert(values, func(v any) (float64, error) { return as[float64](v, "number") })
	case "bool":
		return convert(values, func(v any) (bool, error) { return as[bool](v, "bool") })
	case "datetime":
		return convert(values, func(v any) (time.Time, error) {
			text, err := as[string](v, "string")
			if err != nil {
				return time.Time{}, err
			}
			return time.Parse(time.RFC3339Nano, text)
		})
	default:
		return nil, fmt.Errorf("unsupported analytics column type %s", columnType)
	}
}

func convert[T any](values []any, to func(any) (T, error)) (*data.Field, error) {
	column := make([]*T, len(values))
	for n, value := range values {
		if value == nil {
			continue
		}
		converted, err := to(value)
		if err != nil {
			return nil, err
		}
		column[n] = &converted
	}
	return data.NewField("", nil, column), nil
}

func as[T any](value any, name string) (T, error) {
	typed, ok := value.(T)
	if !ok {
		return typed, fmt.Errorf("unexpected type, expected %s but got %T", name, value)
	}
	return typed, nil
}
