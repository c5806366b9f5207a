package fleet

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
)

var rackInfo = map[string]string{"inventoryType": "Custom:RackInfo"}

func TestInventoryHasARowForEachAttributeOfEachEntry(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("ListInventoryEntries", func(input map[string]any) (int, any) {
		if input["TypeName"] != "Custom:RackInfo" {
			t.Errorf("type %v", input["TypeName"])
		}
		answer := map[string]any{"CaptureTime": "2026-03-04T05:06:07Z"}
		switch input["NextToken"] {
		case nil:
			answer["Entries"], answer["NextToken"] = []any{map[string]any{"Row": "7", "Hall": "B"}, map[string]any{"Hall": "A"}}, "a token"
		case "a token":
			answer["Entries"] = []any{map[string]any{"Hall": ""}}
		default:
			t.Errorf("token %v", input["NextToken"])
		}
		return http.StatusOK, answer
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "inventory", Need{ID: fakeID(0), Arguments: rackInfo})
	expectRows(t, "inventory", answer, err, 4)
	const common = "/2026-03-04T05:06:07Z/Custom:RackInfo"
	want := []string{"1/Hall/B" + common, "1/Row/7" + common, "2/Hall/A" + common, "3/Hall/" + common}
	if got := linesOf(t, answer, "entry", "attribute", "value", "captureTime", "inventoryType"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEachTypeOfInventoryIsAnAnswerOfItsOwn(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("ListInventoryEntries", func(input map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Entries": []any{map[string]any{"Of": input["TypeName"]}}}
	})
	f := closing(t, aws.settings(t, nil))
	for range 2 {
		for _, typeName := range []string{"AWS:Network", "Custom:RackInfo"} {
			answer, err := f.Read(t.Context(), "inventory", Need{ID: fakeID(0), Arguments: map[string]string{"inventoryType": typeName}})
			expectRows(t, typeName, answer, err, 1)
			if got := cell(t, answer.Table, "value", 0); got != typeName {
				t.Errorf("%s has that of %s", typeName, got)
			}
		}
	}
	if calls := aws.called("ListInventoryEntries"); calls != 2 {
		t.Errorf("%d calls", calls)
	}
}

func TestAnInventoryTypeThatSystemsManagerDoesNotKnowIsNamed(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("ListInventoryEntries", func(map[string]any) (int, any) {
		return http.StatusBadRequest, map[string]any{"__type": "InvalidTypeNameException", "message": "The parameter type name is not valid."}
	})
	_, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "inventory", Need{ID: fakeID(0), Arguments: rackInfo})
	var user *UserError
	if !errors.As(err, &user) || !strings.Contains(user.Message, `"Custom:RackInfo"`) || !strings.Contains(user.Message, "arguments.inventoryType") {
		t.Errorf("%v", err)
	}
}
