package fleet

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

// sessionsAWS lists a session with the preferences' document, and one with another.
func sessionsAWS(t *testing.T) *fakeAWS {
	aws := newFakeAWS(t)
	aws.on("DescribeSessions", func(input map[string]any) (int, any) {
		session := func(id, document string) any {
			return map[string]any{"SessionId": id, "Status": "Terminated", "StartDate": time.Now().Add(-time.Hour).Unix(), "EndDate": time.Now().Unix(), "DocumentName": document}
		}
		if input["State"] == "Active" {
			return http.StatusOK, map[string]any{"Sessions": []any{}}
		}
		return http.StatusOK, map[string]any{"Sessions": []any{session("a", "SSM-SessionManagerRunShell"), session("b", "AWS-StartPortForwardingSession")}}
	})
	return aws
}

func preferring(content string) func(map[string]any) (int, any) {
	return func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Name": "SSM-SessionManagerRunShell", "Content": content}
	}
}

func TestSessionsSayWhereTheyAreLogged(t *testing.T) {
	aws := sessionsAWS(t)
	aws.on("GetDocument", func(input map[string]any) (int, any) {
		if input["Name"] != "SSM-SessionManagerRunShell" || input["DocumentFormat"] != "JSON" {
			t.Errorf("asked %v", input)
		}
		return preferring(`{"schemaVersion": "1.0", "inputs": {"cloudWatchLogGroupName": "/ssm/sessions", "s3BucketName": "logs"}}`)(input)
	})
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]any{"history": "1s"}}))
	for range 2 {
		answer, err := f.Read(t.Context(), "sessions", Need{})
		expectSameRows(t, answer, err, []string{"a//ssm/sessions/logs", "b//"}, "sessionId", "logGroup", "logBucket")
		time.Sleep(1100 * time.Millisecond)
	}
	if calls := aws.called("GetDocument"); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

func TestWithoutPreferencesSessionsAreNotLogged(t *testing.T) {
	aws := sessionsAWS(t)
	aws.on("GetDocument", func(map[string]any) (int, any) {
		return http.StatusBadRequest, map[string]any{"__type": "InvalidDocument", "message": "does not exist"}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "sessions", Need{})
	expectRows(t, "sessions", answer, err, 2)
	if target := targetOf(t, answer, "GetDocument"); target.State != OK || cell(t, answer.Table, "logGroup", 0) != "" {
		t.Errorf("%+v", target)
	}
}

func TestPreferencesThatCanNotBeReadCostTheirColumnsAlone(t *testing.T) {
	aws := sessionsAWS(t)
	for _, answers := range []func(){
		func() { aws.refuse("GetDocument") },
		func() { aws.on("GetDocument", preferring("inputs: {}")) },
		func() { aws.on("GetDocument", preferring(`{"inputs": {"s3BucketName": 7}}`)) },
	} {
		answers()
		answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "sessions", Need{})
		expectRows(t, "sessions", answer, err, 2)
		if target := targetOf(t, answer, "GetDocument"); target.State != Failed {
			t.Errorf("%+v", target)
		}
		if target := targetOf(t, answer, "DescribeSessions"); target.State != OK {
			t.Errorf("%+v", target)
		}
		if !slices.Equal(linesOf(t, answer, "logGroup"), []string{"", ""}) {
			t.Error("a log group is known")
		}
	}
}
