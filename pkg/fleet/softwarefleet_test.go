package fleet

import (
	"fmt"
	"net/http"
	"testing"
)

func TestWhoHasSoftwareIsAskedByWholeNamesAndBeginnings(t *testing.T) {
	aws := newFakeAWS(t)
	var asked any
	aws.on("GetInventory", func(input map[string]any) (int, any) {
		asked = input["Filters"]
		// Of the second one nothing more is known.
		return http.StatusOK, map[string]any{"Entities": []any{
			map[string]any{"Id": fakeID(0), "Data": map[string]any{"AWS:InstanceInformation": map[string]any{
				"CaptureTime": "2026-03-04T05:06:07Z", "Content": []any{map[string]any{"ComputerName": "web-1", "InstanceStatus": "Stopped"}},
			}}},
			map[string]any{"Id": fakeID(1), "Data": map[string]any{}},
		}}
	})
	f := closing(t, aws.settings(t, nil))
	for _, test := range []struct{ name, version, want string }{
		{"openssl", "", "[map[Key:AWS:Application.Name Type:Equal Values:[openssl]]]"},
		{"openssl*", "", "[map[Key:AWS:Application.Name Type:BeginWith Values:[openssl]]]"},
		{"Google Chrome", "128.*", "[map[Key:AWS:Application.Name Type:Equal Values:[Google Chrome]] map[Key:AWS:Application.Version Type:BeginWith Values:[128.]]]"},
	} {
		answer, err := f.Read(t.Context(), "softwareFleet", Need{Arguments: map[string]string{"software": test.name, "version": test.version}})
		expectRows(t, test.name, answer, err, 2)
		if got := fmt.Sprint(asked); got != test.want {
			t.Errorf("%s %s: asked %s, want %s", test.name, test.version, got, test.want)
		}
		lines := linesOf(t, answer, "nodeId", "computerName", "instanceStatus", "captureTime", "software", "version", "region")
		for i, known := range []string{"web-1/Stopped/2026-03-04T05:06:07Z", "//"} {
			if want := fmt.Sprintf("%s/%s/%s/%s/eu-west-1", fakeID(i), known, test.name, test.version); lines[i] != want {
				t.Errorf("got %q, want %q", lines[i], want)
			}
		}
	}
}

func TestAPlaceThatDoesNotTellWhoHasSoftwareIsNamed(t *testing.T) {
	answer, err := twoRegionsOf(t, "GetInventory", down, func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Entities": []any{map[string]any{"Id": fakeID(0)}}}
	}).Read(t.Context(), "softwareFleet", Need{Arguments: map[string]string{"software": "openssl"}})
	expectRows(t, "softwareFleet", answer, err, 1)
	failed := 0
	for _, target := range answer.Targets {
		if target.State == Failed && target.API == "GetInventory" {
			failed++
		}
	}
	if len(answer.Targets) != 2 || failed != 1 {
		t.Errorf("%+v", answer.Targets)
	}
}
