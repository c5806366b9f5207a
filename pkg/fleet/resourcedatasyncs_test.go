package fleet

import (
	"net/http"
	"slices"
	"testing"
)

func TestResourceDataSyncsOfBothTypesAreListed(t *testing.T) {
	pages := map[string]map[string]any{
		"SyncToDestination ":           {"ResourceDataSyncItems": []any{map[string]any{"SyncName": "first"}}, "NextToken": "more of it"},
		"SyncToDestination more of it": {"ResourceDataSyncItems": []any{map[string]any{"SyncName": "second"}}},
		"SyncFromSource ":              {"ResourceDataSyncItems": []any{map[string]any{"SyncName": "third"}}, "NextToken": "more"},
		"SyncFromSource more":          {"ResourceDataSyncItems": []any{}},
	}
	aws := newFakeAWS(t)
	aws.on("ListResourceDataSync", func(input map[string]any) (int, any) {
		syncType, _ := input["SyncType"].(string)
		token, _ := input["NextToken"].(string)
		page, ok := pages[syncType+" "+token]
		if !ok {
			t.Errorf("asked for %v", input)
		}
		return http.StatusOK, page
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "resourceDataSyncs", Need{})
	expectRows(t, "resourceDataSyncs", answer, err, 3)
	if names := linesOf(t, answer, "syncName"); !slices.Equal(names, []string{"first", "second", "third"}) {
		t.Errorf("got %v", names)
	}
}
