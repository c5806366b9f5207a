package fleet

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestPatchStatesAreAskedForInBatchesOfFifty(t *testing.T) {
	for nodes, batches := range map[int][]int{0: nil, 1: {1}, 50: {50}, 51: {50, 1}, 120: {50, 50, 20}} {
		t.Run(fmt.Sprint(nodes), func(t *testing.T) {
			aws := newFakeAWS(t)
			aws.serveNodes(nodes)
			var mu sync.Mutex
			bySize := map[int]int{}
			asked := map[string]int{}
			aws.on("DescribeInstancePatchStates", func(input map[string]any) (int, any) {
				mu.Lock()
				defer mu.Unlock()
				ids := input["InstanceIds"].([]any)
				bySize[len(ids)]++
				for _, id := range ids {
					asked[id.(string)]++
				}
				return http.StatusOK, map[string]any{"InstancePatchStates": []any{}}
			})
			reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes, apiPatchStates}})
			if target := targetOf(t, reading, apiPatchStates); target.State != OK || target.Items != nodes {
				t.Errorf("%+v", target)
			}
			want := map[int]int{}
			for _, size := range batches {
				want[size]++
			}
			if fmt.Sprint(bySize) != fmt.Sprint(want) || len(asked) != nodes {
				t.Errorf("batches %v, want %v; %d nodes", bySize, want, len(asked))
			}
			for id, times := range asked {
				if times != 1 {
					t.Errorf("%s is asked for %d times", id, times)
				}
			}
		})
	}
}

func TestWhatIsRefusedOnceIsRefusedForAll(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(20_000) // 400 batches
	aws.refuse("DescribeInstancePatchStates")
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes, apiPatchStates}})
	target := targetOf(t, reading, apiPatchStates)
	if target.State != Failed || target.Failure.Action() != "ssm:DescribeInstancePatchStates" || target.Failure.WaitsFor != "" {
		t.Errorf("%+v", target)
	}
	if calls := aws.called("DescribeInstancePatchStates"); calls > 2*patchBatchesAtOnce {
		t.Errorf("%d calls to be refused", calls)
	}
	if bucket := cell(t, reading.Table, "patchBucket", 0); bucket != statuses.Unknown {
		t.Errorf("bucket %s", bucket)
	}
}

func TestPatchStatesWaitForTheNodeListAndSayWhy(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", down)
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	list, states, baselines := targetOf(t, reading, apiNodes), targetOf(t, reading, apiPatchStates), targetOf(t, reading, "GetPatchBaseline")
	if list.State != Failed || list.Failure.WaitsFor != "" {
		t.Errorf("%+v", list)
	}
	for waiting, on := range map[*TargetStatus]string{&states: apiNodes, &baselines: apiPatchStates} {
		if waiting.State != Failed || waiting.Failure.WaitsFor != on || !waiting.Failure.Cause.Same(list.Failure.Cause) {
			t.Errorf("%s: %+v", waiting.API, waiting.Failure)
		}
	}
	if aws.called("DescribeInstancePatchStates") != 0 || !strings.Contains(states.Failure.Message(), "down") {
		t.Errorf("%d calls; %s", aws.called("DescribeInstancePatchStates"), states.Failure.Message())
	}
}

func TestPatchStatesTellHowFarTheyAre(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(120)
	ended := make(chan struct{})
	aws.on("DescribeInstancePatchStates", func(input map[string]any) (int, any) {
		if len(input["InstanceIds"].([]any)) < 50 {
			<-ended
		}
		return http.StatusOK, map[string]any{"InstancePatchStates": []any{}}
	})
	f := closing(t, aws.settings(t, nil))
	need := Need{APIs: []string{apiNodes, apiPatchStates}, Partial: true}
	eventually(t, func() bool { return targetOf(t, nodesOf(t, f, need), apiPatchStates).Read == 100 })
	if target := targetOf(t, nodesOf(t, f, need), apiPatchStates); target.State != Loading || target.Expected != 120 {
		t.Errorf("%+v", target)
	}
	close(ended)
	need.Partial = false
	if target := targetOf(t, nodesOf(t, f, need), apiPatchStates); target.State != OK || target.Items != 120 {
		t.Errorf("%+v", target)
	}
}
