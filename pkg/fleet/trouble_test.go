package fleet

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// A list goes on from the page that could not be read: what came before it isn't asked for again.
func TestAListGoesOnFromThePageThatFailed(t *testing.T) {
	aws := newFakeAWS(t)
	var pages []string
	broken := true
	aws.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		token, _ := input["NextToken"].(string)
		pages = append(pages, token)
		switch {
		case token == "":
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 3), "NextToken": "two"}
		case token == "two" && broken:
			broken = false
			return http.StatusOK, "<html>Sign in</html>"
		case token == "two":
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(3, 5), "NextToken": "three"}
		}
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(5, 6)}
	})
	// Three attempts see the page of the portal; the reading fails, and the next one goes on.
	attempts := 0
	next := aws.handlers["DescribeInstanceProperties"]
	aws.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		if token, _ := input["NextToken"].(string); token == "two" && attempts < 3 {
			attempts++
			broken = true
		}
		return next(input)
	})
	f := closing(t, aws.settings(t, nil))
	first := targetOf(t, nodesOf(t, f, Need{APIs: []string{apiNodes}}), apiNodes)
	if first.State != Failed || first.Failure.Cause.Kind != awsapi.Foreign || first.Oldest.IsZero() {
		t.Fatalf("%+v", first)
	}
	eventually(t, func() bool { return targetOf(t, nodesOf(t, f, Need{APIs: []string{apiNodes}}), apiNodes).State == OK })
	reading := nodesOf(t, f, Need{APIs: []string{apiNodes}})
	if want := []string{"", "two", "two", "two", "two", "three"}; !slices.Equal(pages, want) || reading.Table.Rows() != 6 {
		t.Errorf("pages %q, want %q; %d nodes", pages, want, reading.Table.Rows())
	}
	if whole := targetOf(t, reading, apiNodes); whole.AsOf.After(first.Oldest) {
		t.Errorf("as of %v, though its first page was read at %v", whole.AsOf, first.Oldest)
	}
}

// What a list has lost is shown until a second reading agrees, and then told.
func TestAListThatShrinksIsReadAgainBeforeItIsBelieved(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(20)
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]any{"nodes": "1s"}}))
	nodes := func() (Answer, TargetStatus) {
		answer := nodesOf(t, f, Need{APIs: []string{apiNodes}})
		return answer, targetOf(t, answer, apiNodes)
	}
	if answer, _ := nodes(); answer.Table.Rows() != 20 {
		t.Fatalf("%d nodes", answer.Table.Rows())
	}
	aws.serveNodes(10)
	var answer Answer
	var target TargetStatus
	eventually(t, func() bool { answer, target = nodes(); return target.Failure != nil })
	if target.State != Stale || !target.Failure.Doubt || answer.Table.Rows() != 20 || !strings.Contains(target.Failure.Message(), "10 items where there were 20") {
		t.Errorf("%d nodes, %+v, %s", answer.Table.Rows(), target, target.Failure.Message())
	}
	eventually(t, func() bool { answer, target = nodes(); return target.Failure == nil })
	if target.State != OK || answer.Table.Rows() != 10 || !strings.Contains(target.News.Words, "10 items where there were 20") {
		t.Errorf("%d nodes, %+v", answer.Table.Rows(), target)
	}
}

// A single item that a list loses is read again, too, and is no news when it is gone.
func TestASmallLossIsReadAgainAndNoNews(t *testing.T) {
	aws := newFakeAWS(t)
	readings := 0
	aws.on("ListAssociations", func(map[string]any) (int, any) {
		all := []any{}
		for i := range 20 {
			if readings == 0 || i > 0 {
				all = append(all, map[string]any{"AssociationId": fakeID(i)})
			}
		}
		readings++
		return http.StatusOK, map[string]any{"Associations": all}
	})
	f := closing(t, aws.settings(t, map[string]any{"rateShare": 1, "refresh": map[string]any{"associations": "1s"}}))
	var doubted bool
	var answer Answer
	eventually(t, func() bool {
		var err error
		if answer, err = f.Read(t.Context(), "associations", Need{}); err != nil {
			t.Fatal(err)
		}
		target := answer.Targets[0]
		doubted = doubted || target.Failure != nil && target.Failure.Doubt && strings.Contains(target.Failure.Message(), "1 of the items that were there before are missing")
		return answer.Table.Rows() == 19
	})
	if target := answer.Targets[0]; !doubted || target.News != (News{}) {
		t.Errorf("doubted: %v; %+v", doubted, target)
	}
}

// The second reading is one of its own: it doesn't go on from pages of the one that is in doubt. Every list is treated so.
func TestASecondReadingBeginsAnew(t *testing.T) {
	aws := newFakeAWS(t)
	firstPages := 0
	page := func(from, to int) []any {
		all := []any{}
		for i := from; i < to; i++ {
			all = append(all, map[string]any{"AssociationId": fakeID(i)})
		}
		return all
	}
	aws.on("ListAssociations", func(input map[string]any) (int, any) {
		switch {
		case input["NextToken"] != nil:
			return http.StatusOK, map[string]any{"Associations": page(5, 8)}
		case firstPages == 0:
			firstPages++
			return http.StatusOK, map[string]any{"Associations": page(0, 20)}
		}
		firstPages++
		return http.StatusOK, map[string]any{"Associations": page(0, 5), "NextToken": "more"}
	})
	f := closing(t, aws.settings(t, map[string]any{"rateShare": 1, "refresh": map[string]any{"associations": "1s"}}))
	var doubted bool
	eventually(t, func() bool {
		answer, err := f.Read(t.Context(), "associations", Need{})
		if err != nil {
			t.Fatal(err)
		}
		doubted = doubted || answer.Targets[0].Failure != nil && answer.Targets[0].Failure.Doubt && answer.Table.Rows() == 20
		return answer.Table.Rows() == 8
	})
	if !doubted || firstPages < 3 {
		t.Errorf("doubted: %v; the list was begun %d times", doubted, firstPages)
	}
}

// A hybrid node is told of by nothing but the list: none is lost without a second reading. An EC2 instance that has ended is.
func TestWhichNodesMayLeaveAList(t *testing.T) {
	hybrid := "mi-0123456789abcdef0"
	list := func(ids ...string) nodeList {
		var all []property
		for _, id := range ids {
			all = append(all, property{InstanceId: &id})
		}
		return tabulateNodes(all)
	}
	many := func(more ...string) []string {
		ids := more
		for i := range 20 {
			ids = append(ids, fakeID(100+i))
		}
		return ids
	}
	for _, test := range []struct{ name, lost, ec2, says string }{
		{"hybrid", hybrid, "", "1 node listed before is not listed (" + hybrid + ")"},
		{"running", fakeID(1), "running", "1 node listed before is not listed (" + fakeID(1) + ")"},
		{"stopped", fakeID(1), "stopped", "1 node listed before is not listed (" + fakeID(1) + ")"},
		{"terminated", fakeID(1), "terminated", ""},
		{"not known to EC2", fakeID(1), "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			aws := newFakeAWS(t)
			if test.ec2 != "" {
				aws.on("DescribeInstances", func(map[string]any) (int, any) {
					return http.StatusOK, `<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>` + test.lost +
						`</instanceId><instanceState><name>` + test.ec2 + `</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`
				})
			}
			f := closing(t, aws.settings(t, nil))
			nodesOf(t, f, Need{})
			p := f.accounts[0].in("eu-west-1")
			before := list(many(test.lost)...)
			if got := missingNodes(p, &before, list(many()...)); got.words != test.says {
				t.Errorf("%q, want %q", got.words, test.says)
			}
		})
	}
}

// The compliance summaries know a node that the first list lacks: before that is believed, the list is read again.
func TestAFirstListIsHeldAgainstTheComplianceSummaries(t *testing.T) {
	aws := newFakeAWS(t)
	lists := 0
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		if lists++; lists == 1 {
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 1)}
		}
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 2)}
	})
	aws.on("ListResourceComplianceSummaries", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"ResourceComplianceSummaryItems": []any{summaryOf(0, "COMPLIANT", time.Now()), summaryOf(1, "COMPLIANT", time.Now())}}
	})
	f := closing(t, aws.settings(t, nil))
	nodesOf(t, f, Need{})
	eventually(t, func() bool { return nodesOf(t, f, Need{}).Table.Rows() == 2 })
	if target := targetOf(t, nodesOf(t, f, Need{}), apiNodes); target.State != OK || target.News != (News{}) {
		t.Errorf("%+v", target)
	}
}

// An id that AWS's patch operations refuse costs itself, not the nodes that were asked for with it; of one that can't be a node's
// AWS isn't asked.
func TestIDsThatPatchOperationsRefuse(t *testing.T) {
	aws := newFakeAWS(t)
	const connector, odd = "eks_c:cluster_0123456789abcdef0", "i-0000000000000002a"
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstanceProperties": append(fakeNodes(0, 60), map[string]any{"InstanceId": connector})}
	})
	aws.on("DescribeInstancePatchStates", func(input map[string]any) (int, any) {
		states := []any{}
		for _, id := range input["InstanceIds"].([]any) {
			if id == odd || id == connector {
				return http.StatusBadRequest, map[string]any{"__type": "ValidationException", "message": "failed to satisfy constraint"}
			}
			states = append(states, map[string]any{"InstanceId": id, "MissingCount": 1, "OperationEndTime": time.Now().Unix()})
		}
		return http.StatusOK, map[string]any{"InstancePatchStates": states}
	})
	answer := nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{patchStated.Name}})
	rows := rowsBy(t, answer.Table, "nodeId")
	for id, want := range map[string]string{fakeID(0): statuses.Missing, fakeID(59): statuses.Missing, odd: statuses.Unknown, connector: statuses.Unknown} {
		if got := cell(t, answer.Table, "patchBucket", rows[id]); got != want {
			t.Errorf("%s: %s (%s), want %s", id, got, cell(t, answer.Table, "patchReason", rows[id]), want)
		}
	}
	// Two batches, and what it takes to find one of 50.
	if calls := aws.called("DescribeInstancePatchStates"); calls < 3 || calls > 16 {
		t.Errorf("%d calls", calls)
	}
}

// A node that is deregistered before its patch state was asked for has none at AWS, which says nothing of what it had.
func TestANodeThatLeftHasNotNeverReported(t *testing.T) {
	aws := newFakeAWS(t)
	lists := 0
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		if lists++; lists == 1 {
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 2)}
		}
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 1)}
	})
	answer := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	rows := rowsBy(t, answer.Table, "nodeId")
	for i, want := range []string{statuses.NeverReported, statuses.Unknown} {
		if got := cell(t, answer.Table, "patchBucket", rows[fakeID(i)]); got != want {
			t.Errorf("node %d: %s (%s), want %s", i, got, cell(t, answer.Table, "patchReason", rows[fakeID(i)]), want)
		}
	}
}

// What our own code breaks over costs a reading.
func TestAReadingThatBreaksIsAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := newTarget("Broken", func() time.Duration { return time.Minute }, func() {},
			func(context.Context, *reading[fakeEvidence]) (fakeEvidence, error) { panic("a name of a node") })
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		go broken.run(ctx)
		broken.await(t.Context())
		if s := broken.status(time.Now()); s.State != Failed || strings.Contains(s.Failure.Message(), "a name of a node") {
			t.Errorf("%+v", s)
		}
	})
}

// A reading that hangs fails nothing, and yet what it was to replace gets old: that is told after one and a half intervals.
func TestATargetWhoseReadingHangsIsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 2 * time.Minute
		r := newRefreshing(t, interval)
		r.await(t.Context())
		r.mu.Lock()
		r.takes = 4 * time.Minute
		r.mu.Unlock()
		var late time.Duration
		began := time.Now()
		for late == 0 && time.Since(began) < time.Hour {
			r.ask(time.Now())
			time.Sleep(time.Second)
			if r.status(time.Now()).State == Late {
				late = time.Since(began)
			}
		}
		if late < interval*3/2 || late > interval*3/2+2*time.Second {
			t.Errorf("late after %v", late)
		}
		time.Sleep(2 * time.Minute)
		r.ask(time.Now())
		synctest.Wait()
		time.Sleep(2 * time.Minute)
		if s := r.status(time.Now()); s.State != OK && s.State != Late {
			t.Errorf("%+v", s)
		}
	})
}

// While EC2 can't be asked, nobody knows whether an instance that is no longer listed runs: however often the node list is read.
func TestAnInstanceThatLeftTheListIsUndecidedUntilEC2IsAsked(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(20)
	aws.on("DescribeInstances", func(map[string]any) (int, any) {
		return http.StatusOK, `<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>` + fakeID(19) +
			`</instanceId><instanceState><name>running</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`
	})
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]any{"nodes": "1s"}}))
	if answer := nodesOf(t, f, Need{}); answer.Table.Rows() != 20 {
		t.Fatalf("%d nodes", answer.Table.Rows())
	}
	aws.on("DescribeInstances", func(map[string]any) (int, any) {
		return http.StatusForbidden, `<Response><Errors><Error><Code>Down</Code></Error></Errors></Response>`
	})
	aws.serveNodes(19)
	lists := aws.called("DescribeInstanceProperties")
	eventually(t, func() bool {
		answer := nodesOf(t, f, Need{})
		row, ok := rowsBy(t, answer.Table, "nodeId")[fakeID(19)]
		if managed := cell(t, answer.Table, "managed", row); ok && managed == "false" {
			t.Fatalf("it is unmanaged, though EC2 was not asked since: %s", cell(t, answer.Table, "patchReason", row))
		}
		return aws.called("DescribeInstanceProperties") > lists+6
	})
}
