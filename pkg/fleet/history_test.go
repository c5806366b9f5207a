package fleet

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// commandsAWS lists commands as AWS does: those that were sent after the time of the filter, the newest first, one a page.
func commandsAWS(t *testing.T, sent map[string]time.Duration, statusOf map[string]string) (aws *fakeAWS, asked *[]time.Duration) {
	aws, asked = newFakeAWS(t), &[]time.Duration{}
	aws.on("ListCommands", func(input map[string]any) (int, any) {
		filter := input["Filters"].([]any)[0].(map[string]any)
		after, err := time.Parse(time.RFC3339, filter["value"].(string))
		if filter["key"] != "InvokedAfter" || err != nil {
			t.Errorf("filter %v", filter)
		}
		aws.mu.Lock()
		defer aws.mu.Unlock()
		var listed []string
		for id, ago := range sent {
			if ago < time.Since(after) {
				listed = append(listed, id)
			}
		}
		slices.SortFunc(listed, func(a, b string) int { return int(sent[a] - sent[b]) })
		at := 0
		if token, ok := input["NextToken"].(string); ok {
			at = slices.Index(listed, token)
		} else {
			*asked = append(*asked, time.Since(after))
		}
		answer := map[string]any{"Commands": []any{}}
		if at < len(listed) {
			id := listed[at]
			answer["Commands"] = []any{map[string]any{
				"CommandId": id, "Status": statusOf[id], "RequestedDateTime": time.Now().Add(-sent[id]).Unix(),
			}}
			if at+1 < len(listed) {
				answer["NextToken"] = listed[at+1]
			}
		}
		return http.StatusOK, answer
	})
	return aws, asked
}

func TestOnlyWhatIsNewOrWasNotOverIsReadAgain(t *testing.T) {
	sent := map[string]time.Duration{"new": time.Minute, "hour": time.Hour, "running": 3 * time.Hour, "day": 23 * time.Hour, "before": 50 * time.Hour}
	statusOf := map[string]string{"new": "Success", "hour": "Failed", "running": "InProgress", "day": "Success", "before": "Success"}
	aws, asked := commandsAWS(t, sent, statusOf)
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]any{"history": "1s"}}))
	read := func(back time.Duration) []string {
		t.Helper()
		answer, err := f.Read(t.Context(), "commands", Need{Since: time.Now().Add(-back)})
		if err != nil {
			t.Fatal(err)
		}
		return linesOf(t, answer, "commandId", "status")
	}
	want := []string{"new/Success", "hour/Failed", "running/InProgress", "day/Success"}
	if got := read(24 * time.Hour); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	aws.mu.Lock()
	statusOf["running"] = "TimedOut"
	sent["newest"], statusOf["newest"] = 0, "Success"
	aws.mu.Unlock()
	want = []string{"newest/Success", "new/Success", "hour/Failed", "running/TimedOut", "day/Success"}
	eventually(t, func() bool { return slices.Equal(read(24*time.Hour), want) })
	aws.mu.Lock()
	last := (*asked)[len(*asked)-1]
	aws.mu.Unlock()
	if last < 3*time.Hour || last > 4*time.Hour {
		t.Errorf("read %v back, want as far as what was not over", last)
	}
	// All is over now: the next readings take the last minutes alone.
	eventually(t, func() bool {
		read(24 * time.Hour)
		aws.mu.Lock()
		defer aws.mu.Unlock()
		return (*asked)[len(*asked)-1] < 10*time.Minute
	})
	if got := read(24 * time.Hour); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := read(72 * time.Hour); !slices.Contains(got, "before/Success") || len(got) != 6 {
		t.Errorf("a wider range has %q", got)
	}
}

func TestWhatCouldNotBeReadFurtherBackIsSaidToBeLacking(t *testing.T) {
	aws, _ := commandsAWS(t, map[string]time.Duration{"hour": time.Hour}, map[string]string{"hour": "Success"})
	f := closing(t, aws.settings(t, nil))
	answer, err := f.Read(t.Context(), "commands", Need{Since: time.Now().Add(-2 * time.Hour)})
	expectRows(t, "commands", answer, err, 1)
	if answer.Targets[0].Lacking != "" {
		t.Errorf("it lacks %q", answer.Targets[0].Lacking)
	}
	aws.on("ListCommands", down)
	answer, err = f.Read(t.Context(), "commands", Need{Since: time.Now().Add(-24 * time.Hour)})
	expectRows(t, "commands", answer, err, 1)
	s := answer.Targets[0]
	if s.State != Stale || !strings.HasPrefix(s.Lacking, "what happened before ") || !strings.HasSuffix(s.Lacking, " UTC has not been read") {
		t.Errorf("%s, lacking %q", s.State, s.Lacking)
	}
}

func TestSessionsThatAreActiveAreListedWheneverTheyBegan(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeSessions", func(input map[string]any) (int, any) {
		filters, _ := input["Filters"].([]any)
		session := func(id, status string) any {
			return map[string]any{"SessionId": id, "Status": status, "StartDate": 1.7e9, "EndDate": 1.7e9 + 90}
		}
		switch {
		case input["State"] == "Active" && len(filters) == 0:
			return http.StatusOK, map[string]any{"Sessions": []any{session("going-on", "Connected")}}
		case input["State"] == "History" && len(filters) == 1 && filters[0].(map[string]any)["key"] == "InvokedAfter":
			return http.StatusOK, map[string]any{"Sessions": []any{session("past", "Terminated"), session("odd", "Melted")}}
		}
		t.Errorf("asked for %v", input)
		return http.StatusOK, nil
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "sessions", Need{})
	expectRows(t, "sessions", answer, err, 3)
	want := []string{"going-on/Connected/false/90", "past/Terminated/true/90", "odd/Unknown//90"}
	if got := linesOf(t, answer, "sessionId", "status", "over", "duration"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAHistoryGoesNoFurtherBackThanAWSKeepsIt(t *testing.T) {
	var after time.Time
	aws := newFakeAWS(t)
	aws.on("DescribeAutomationExecutions", func(input map[string]any) (int, any) {
		values := input["Filters"].([]any)[0].(map[string]any)["Values"].([]any)
		after, _ = time.Parse(time.RFC3339, fmt.Sprint(values[0]))
		return http.StatusOK, map[string]any{"AutomationExecutionMetadataList": []any{}}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "automations", Need{Since: time.Now().AddDate(-1, 0, 0)})
	expectRows(t, "automations", answer, err, 0)
	if back := time.Since(after).Round(time.Hour); back != 30*24*time.Hour || answer.Targets[0].State != OK || answer.Targets[0].Lacking != "" {
		t.Errorf("read %v back: %+v", back, answer.Targets[0])
	}
}

func TestWhatHappenedHasATimeThatRowsFollow(t *testing.T) {
	for _, r := range Resources() {
		if r.Span == nil {
			continue
		}
		has := func(name, kind string) bool {
			return slices.ContainsFunc(r.Columns, func(c schema.Column) bool { return c.Name == name && schema.TypeNames[c.Kind] == kind })
		}
		if !has(r.Span.Start, "time") || r.Span.Over != "" && !has(r.Span.Over, "boolean") ||
			r.Span.End != "" && !has(r.Span.End, "time") {
			t.Errorf("%s: %+v", r.Name, r.Span)
		}
	}
}
