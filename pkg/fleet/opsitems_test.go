package fleet

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

func TestOpsItemsThatAreUnfinishedComeFirstAndThenThoseThatWereChangedLately(t *testing.T) {
	item := func(id, status string) map[string]any {
		return map[string]any{"OpsItemId": id, "Status": status, "OperationalData": map[string]any{
			"/aws/resources": map[string]any{"Value": `[{"arn":"arn:one"},{"arn":"arn:two"}]`, "Type": "SearchableString"},
		}}
	}
	aws := newFakeAWS(t)
	var since []string
	aws.on("DescribeOpsItems", func(input map[string]any) (int, any) {
		filters, _ := input["OpsItemFilters"].([]any)
		filter, _ := filters[0].(map[string]any)
		values, _ := filter["Values"].([]any)
		token, _ := input["NextToken"].(string)
		switch {
		case len(filters) == 1 && filter["Key"] == "Status" && slices.Contains(values, any("Open")) && !slices.Contains(values, any("Resolved")):
			return http.StatusOK, map[string]any{"OpsItemSummaries": []any{item("oi-1", "Open")}}
		case len(filters) == 1 && filter["Key"] == "LastModifiedTime" && filter["Operator"] == "GreaterThan":
			since = append(since, values[0].(string))
			if token == "" {
				return http.StatusOK, map[string]any{"OpsItemSummaries": []any{item("oi-2", "Resolved"), item("oi-1", "Open")}, "NextToken": "more"}
			}
			return http.StatusOK, map[string]any{"OpsItemSummaries": []any{item("oi-3", "SomethingNew")}}
		}
		t.Errorf("asked for %v", input)
		return http.StatusOK, nil
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "opsItems", Need{})
	expectRows(t, "opsItems", answer, err, 3)
	want := []string{"oi-1/Open/false/arn:one, arn:two", "oi-2/Resolved/true/arn:one, arn:two", "oi-3/SomethingNew//arn:one, arn:two"}
	if got := linesOf(t, answer, "opsItemId", "status", "finished", "resources"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(since) != 2 || since[0] != since[1] {
		t.Fatalf("changed since %v: want the same time on two pages", since)
	}
	from, err := time.Parse(time.RFC3339, since[0])
	if age := time.Since(from); err != nil || age.Round(time.Hour) != 30*24*time.Hour {
		t.Errorf("changed since %s: %v", since[0], err)
	}
}

func TestResourcesOfAnOpsItemThatCannotBeReadAreNone(t *testing.T) {
	for _, text := range []string{"", "{", `{"arn":"arn:one"}`, strings.Repeat("[", 20000)} {
		item := &opsItem{OperationalData: map[string]types.OpsItemDataValue{"/aws/resources": {Value: &text}}}
		if got := opsItemResources(item); got != "" {
			t.Errorf("%.20q: %q", text, got)
		}
	}
	if got := opsItemResources(&opsItem{}); got != "" {
		t.Errorf("without any: %q", got)
	}
}
