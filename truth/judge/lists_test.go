package judge

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

func rightAssociations(at time.Time) *told {
	return &told{at: at, targets: allRead(at), columns: append([]string{"account", "region"}, Lists[0].columns...), rows: []map[string]string{{
		"nodeId": "a-1", "account": acme, "region": west, "associationId": "a-1", "associationName": "inventory", "documentName": "AWS-Gather",
		"failedCount": "0", "successCount": "2",
	}}}
}

func TestListsAreHeldAgainstTheTruth(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*told)
		want   []string
	}{
		"right":                   {func(*told) {}, nil},
		"gone":                    {func(a *told) { a.rows = nil }, []string{"silent|a-1|missing"}},
		"gone, with a word":       {func(a *told) { a.rows = nil; a.state(west, "ListAssociations", "failed", 0) }, nil},
		"another count":           {func(a *told) { a.set("a-1", "successCount", "3") }, []string{"wrong|inventory", "silent|inventory|missing"}},
		"a count without a value": {func(a *told) { a.set("a-1", "successCount", "") }, []string{"silent|inventory|lacks a value"}},
		"a count without a value, with a word": {func(a *told) {
			a.set("a-1", "successCount", "")
			a.note(west, "ListAssociations", "1 value could not be read")
		}, nil},
		"without its name":   {func(a *told) { a.set("a-1", "associationId", "") }, []string{"wrong|inventory", "silent|inventory|missing"}},
		"twice":              {func(a *told) { a.rows = append(a.rows, a.rows[0]) }, []string{"wrong|two rows"}},
		"in another Region":  {func(a *told) { a.set("a-1", "region", east) }, []string{"wrong|us-east-1", "silent|eu-west-1|missing"}},
		"one that never was": {func(a *told) { a.set("a-1", "associationId", "a-9") }, []string{"wrong|a-9", "silent|a-1|missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			j, _ := world(t)
			answer := rightAssociations(start.Add(time.Minute))
			c.change(answer)
			a := answer.answer(t, "associations")
			expect(t, j.List(a, Lists[0]), c.want...)
			if whole, _ := j.WholeList(a, Lists[0]); whole != (name == "right") {
				t.Errorf("whole: %t", whole)
			}
		})
	}
}

func TestDetailsAreHeldAgainstTheTruth(t *testing.T) {
	var lists simulated.Lists
	if err := json.Unmarshal([]byte(`{"patches": [{"kbId": "kb-1", "state": "Missing"}, {"kbId": "kb-2", "state": "Installed"}]}`), &lists); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*told)
		want   []string
	}{
		"right":             {func(*told) {}, nil},
		"one missing":       {func(a *told) { a.rows = a.rows[1:] }, []string{"silent|1 rows, right are 2"}},
		"one missing, said": {func(a *told) { a.rows = a.rows[1:]; a.notices = []string{"AWS repeated a token"} }, nil},
		"another state":     {func(a *told) { a.set("kb-1", "state", "Installed") }, []string{"wrong|patches of mi-1"}},
		"one twice":         {func(a *told) { a.rows = append(a.rows, a.rows[0]) }, []string{"wrong|3 rows, right are 2"}},
		"none":              {func(a *told) { a.rows = nil }, []string{"silent|0 rows, right are 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, e := world(t)
			answer := &told{at: start, columns: []string{"kbId", "state"}, rows: []map[string]string{
				{"nodeId": "kb-1", "kbId": "kb-1", "state": "Missing"}, {"nodeId": "kb-2", "kbId": "kb-2", "state": "Installed"},
			}}
			c.change(answer)
			expect(t, Details[0].Judge(answer.answer(t, "patches"), e.Machines[0], lists), c.want...)
		})
	}
}

func TestSecretsAreFoundWhereverTheyAre(t *testing.T) {
	secrets := Secrets{
		Words:    map[string]string{"the secret": "wJalrXUtnFEMI"},
		Patterns: map[string]*regexp.Regexp{"a token": regexp.MustCompile(`IQoJ\w{8}`)},
	}
	expect(t, secrets.In("AWS said: denied for arn:aws:iam::1:role/x", "a notice"))
	expect(t, secrets.In("AWS said: denied, wJalrXUtnFEMI", "a notice"), "leaked|the secret in a notice")
	expect(t, secrets.In("x-amz-security-token: IQoJabcdefgh and wJalrXUtnFEMI", "the log"), "leaked|a token in the log", "leaked|the secret in the log")
	expect(t, secrets.In("IQoJ...", "the log"))
}
