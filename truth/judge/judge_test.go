package judge

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// The judge is fed with answers that are right but for one thing, and must name that thing. What it is fed with is made of an
// estate of its own; the answers say what the server part's do.

const (
	acme = "111122223333"
	west = "eu-west-1"
	east = "us-east-1"
)

var start = time.Now().Add(-time.Hour).Truncate(time.Second)

// estateOf reads an estate from JSON, as the simulator tells it.
func estateOf(t *testing.T, machines ...string) simulated.Estate {
	t.Helper()
	var e simulated.Estate
	text := fmt.Sprintf(`{"accounts": [{"id": %q, "name": "acme", "regions": [%q, %q]}], "machines": [%s],
		"associations": [{"associationId": "a-1", "associationName": "inventory", "documentName": "AWS-Gather", "account": %q, "region": %q}]}`,
		acme, west, east, strings.Join(machines, ","), acme, west)
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// node is a managed node that was scanned an hour before the start.
func node(id, region, name string, missing int) string {
	return fmt.Sprintf(`{"nodeId": %q, "managed": true, "kind": "onPremises", "account": %q, "region": %q, "names": {"computerName": %q},
		"tags": {"Owner": "web"}, "power": {"running": true}, "ssm": {"pingStatus": "Online", "agentVersion": "3.3.1", "silentSince": null,
		"patch": {"baselineId": "pb-1", "endedAt": %d, "counts": {"Missing": %d}},
		"associations": [{"associationId": "a-1", "associationName": "inventory", "documentName": "AWS-Gather", "status": "Success"}]}}`,
		id, acme, region, name, start.Add(-time.Hour).UnixMilli(), missing)
}

// contradicted is a node whose patch state is clean, and whose verdict isn't.
func contradicted(id, region string) string {
	return strings.Replace(node(id, region, id, 0), `"associations"`, `"patchByAssociation": {"status": "NON_COMPLIANT", "executedAt": 1}, "associations"`, 1)
}

// instance is an EC2 instance that SSM doesn't manage.
func instance(id, region string) string {
	return fmt.Sprintf(`{"nodeId": %q, "managed": false, "kind": "ec2", "account": %q, "region": %q, "names": {"computerName": ""},
		"tags": {"Name": "lone"}, "power": {"running": true}, "ssm": null}`, id, acme, region)
}

// told is an answer in the making: the rows of a frame, and what it says of itself.
type told struct {
	columns []string
	rows    []map[string]string
	targets []targetSaid
	notices []string
	// expected is how many items are to be read, of which one has been; 0 is one.
	expected int
	at       time.Time
}

// set changes the row of a node.
func (a *told) set(id, column, value string) {
	for _, row := range a.rows {
		if row["nodeId"] == id {
			row[column] = value
		}
	}
}

func (a *told) state(region, operation, state string, age time.Duration) {
	for i, t := range a.targets {
		if t.Region == region && t.API == operation {
			a.targets[i].State, a.targets[i].AsOf = state, ms(a.at.Add(-age))
		}
	}
}

func (a *told) note(region, operation, note string) {
	for i, t := range a.targets {
		if t.Region == region && t.API == operation {
			a.targets[i].Note = note
		}
	}
}

func ms(at time.Time) *int64 {
	ms := at.UnixMilli()
	return &ms
}

var numbers = map[string]bool{"missingCount": true, "failedCount": true, "patchAge": true, "lastPingAge": true, "count": true, "successCount": true}

// answer makes the answer that a process of the server part would have sent.
func (a told) answer(t *testing.T, question string) Answer {
	t.Helper()
	frame := data.NewFrame(question)
	for _, column := range a.columns {
		if numbers[column] {
			values := make([]*float64, len(a.rows))
			for i, row := range a.rows {
				if value, err := strconv.ParseFloat(row[column], 64); err == nil {
					values[i] = &value
				}
			}
			frame.Fields = append(frame.Fields, data.NewField(column, nil, values))
			continue
		}
		if column == "asOf" {
			values := make([]*time.Time, len(a.rows))
			for i, row := range a.rows {
				if at, err := time.Parse(time.RFC3339Nano, row[column]); err == nil {
					values[i] = &at
				}
			}
			frame.Fields = append(frame.Fields, data.NewField(column, nil, values))
			continue
		}
		values := make([]*string, len(a.rows))
		for i, row := range a.rows {
			if value, ok := row[column]; ok && value != "" {
				values[i] = &value
			}
		}
		frame.Fields = append(frame.Fields, data.NewField(column, nil, values))
	}
	frame.Meta = &data.FrameMeta{Custom: map[string]any{"targets": a.targets, "progress": map[string]int{"read": 1, "expected": max(1, a.expected)}}}
	for _, text := range a.notices {
		frame.AppendNotices(data.Notice{Severity: data.NoticeSeverityWarning, Text: text})
	}
	answer, err := NewAnswer(question, a.at.Add(-50*time.Millisecond), a.at, backend.DataResponse{Status: 200, Frames: data.Frames{frame}})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// rightNodes is the answer to [NodesQuery] in which nothing is wrong, of evidence that is a second old.
func rightNodes(e simulated.Estate, at time.Time) *told {
	a := &told{at: at, columns: []string{"nodeId", "account", "region", "patchReason", "patchChannel", "asOf"}}
	for _, f := range facts {
		a.columns = append(a.columns, f.column)
	}
	for _, of := range ages {
		a.columns = append(a.columns, of.column)
	}
	for _, m := range e.Machines {
		row := map[string]string{"nodeId": m.NodeID, "account": m.Account, "region": m.Region, "patchReason": "for a reason"}
		for _, f := range facts {
			row[f.column] = f.of(e, m)
		}
		if m.SSM != nil {
			row["patchAge"] = fmt.Sprint(at.Sub(time.UnixMilli(m.SSM.Patch.EndedAt)).Seconds())
			row["lastPingAge"] = "30"
		}
		a.rows = append(a.rows, row)
	}
	a.targets = allRead(at)
	return a
}

func allRead(at time.Time) (targets []targetSaid) {
	for _, region := range []string{west, east} {
		for _, operation := range []string{nodeList, instances, patchStates, verdicts, baselines, tags, activations, "ListAssociations"} {
			targets = append(targets, targetSaid{Account: acme, Region: region, API: operation, State: "ok", AsOf: ms(at.Add(-time.Second))})
		}
	}
	return targets
}

// world is a judge of a world that has not moved.
func world(t *testing.T) (Judge, simulated.Estate) {
	t.Helper()
	e := estateOf(t, node("mi-1", west, "one", 0), node("mi-2", west, "two", 3), node("mi-3", east, "three", 0), instance("i-4", west))
	h := &History{}
	h.Became(e, start, start)
	return Judge{History: h, Recent: NewRecent(), Interval: 10 * time.Second}, e
}

// expect compares findings with what they must name: a kind, and words of what it is about.
func expect(t *testing.T, got []Finding, want ...string) {
	t.Helper()
	var named []string
	for _, f := range got {
		named = append(named, string(f.Kind)+" "+f.What)
	}
	slices.Sort(named)
	slices.Sort(want)
	if len(named) != len(want) {
		t.Errorf("found %d, want %d: %s", len(named), len(want), strings.Join(named, "\n"))
		return
	}
	for i, words := range want {
		for word := range strings.SplitSeq(words, "|") {
			if !strings.Contains(named[i], word) {
				t.Errorf("%q doesn't say %q", named[i], word)
			}
		}
	}
}
