package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// askAll asks everything all the time, each kind of question by itself: some of them wait for their answers for long.
func (r *run) askAll(ctx context.Context, askers *sync.WaitGroup) {
	again := func(every time.Duration, once func() error) {
		askers.Go(func() {
			for ctx.Err() == nil {
				if err := once(); err != nil && ctx.Err() == nil {
					r.unanswered(err)
				}
				_ = pause(ctx, every) // it ends with the context, as the loop does
			}
		})
	}
	again(panelsEvery, func() error { return r.askPanels(ctx, r.source) })
	for range r.viewers - 1 {
		again(2*panelsEvery, func() error { return r.askPanels(ctx, r.source) })
	}
	if r.second != nil {
		again(panelsEvery, func() error { return r.askPanels(ctx, *r.second) })
	}
	for _, column := range countedBy {
		again(rulesEvery, func() error { return r.askRule(ctx, column) })
	}
	node, err := r.drilled()
	if err != nil {
		r.note(err.Error())
		return
	}
	for _, of := range judge.Details {
		again(detailsEvery, func() error { return r.askDetail(ctx, of, node) })
	}
	again(healthEvery, func() error { return r.askHealth(ctx) })
}

func (r *run) askPanels(ctx context.Context, d serverpart.DataSource) error {
	answers, err := panels(ctx, d)
	if err != nil {
		return err
	}
	r.changing.RLock()
	defer r.changing.RUnlock()
	r.found(r.judge.Nodes(answers.nodes))
	r.hear("a panel", answers.nodes.Words())
	r.leaksIn(answers.nodes)
	whole, why := r.judge.WholeNodes(answers.nodes)
	r.settle("nodes", whole, why)
	for i, column := range countedBy {
		r.found(r.judge.Counts(answers.counts[i], column))
		r.leaksIn(answers.counts[i])
		whole, why := r.judge.WholeCounts(answers.counts[i], column)
		r.settle(answers.counts[i].Question, whole, why)
	}
	for i, l := range judge.Lists {
		r.found(r.judge.List(answers.lists[i], l))
		r.leaksIn(answers.lists[i])
		whole, why := r.judge.WholeList(answers.lists[i], l)
		r.settle(l.Resource, whole, why)
	}
	which, old := "", false
	if answers.nodes.Err == nil {
		which, old = r.judge.OldShownAsOK(answers.nodes)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.panels++
	r.result.nodes = judge.Shown(answers.nodes)
	if r.troubled && (r.result.fewest < 0 || r.result.nodes < r.result.fewest) {
		r.result.fewest = r.result.nodes
	}
	if old {
		r.result.oldAsOK += time.Since(r.result.lastPanel)
		r.result.oldest = which
	}
	r.result.lastPanel = time.Now()
	return nil
}

func (r *run) askRule(ctx context.Context, column string) error {
	answer, err := rule(ctx, r.source, column)
	if err != nil {
		return err
	}
	r.changing.RLock()
	defer r.changing.RUnlock()
	verdict, found := r.judge.Rule(answer, column)
	r.found(found)
	r.hear("a rule", answer.Words())
	r.leaksIn(answer)
	whole, why := r.judge.WholeCounts(answer, column)
	r.settle(answer.Question, whole, why)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.rules[verdict]++
	return nil
}

// drilled chooses a node with patches that nothing happens to.
func (r *run) drilled() (drilled, error) {
	estate := r.judge.History.Now()
	touched := map[string]bool{}
	for _, id := range pick(estate, 60, func(m simulated.Machine) bool { return m.Managed }) {
		touched[id] = true
	}
	for _, m := range estate.Machines {
		if m.Kind == "azure" && m.SSM != nil && m.SSM.Patch != nil && !touched[m.NodeID] {
			lists, err := r.simulator.Lists(m.NodeID)
			return drilled{m, lists}, err
		}
	}
	return drilled{}, fmt.Errorf("no node of the estate can be looked into")
}

func (r *run) askDetail(ctx context.Context, of judge.Detail, node drilled) error {
	answer, err := detail(ctx, r.source, of, node.machine.NodeID)
	if err != nil {
		return err
	}
	r.found(of.Judge(answer, node.machine, node.lists))
	r.leaksIn(answer)
	return nil
}

// askHealth is "Save & test".
func (r *run) askHealth(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r.mu.Lock()
	before := r.troubled
	r.mu.Unlock()
	result, err := r.source.Health(ctx)
	if err != nil {
		return err
	}
	text := result.Message + "\n" + string(result.JSONDetails)
	r.hear("Save & test", text)
	r.found(r.secrets.In(text, "Save & test"))
	r.mu.Lock()
	throughout := before && r.troubled
	r.result.health++
	r.mu.Unlock()
	if throughout && r.dead && result.Status == backend.HealthStatusOk {
		r.found([]judge.Finding{{Kind: judge.Wrong, What: "Save & test says that it works, and nothing can be read", Why: text}})
	}
	if strings.Contains(text, "context deadline exceeded") {
		r.found([]judge.Finding{{Kind: judge.Wrong, What: "Save & test says no more than that a deadline was exceeded", Why: text}})
	}
	return nil
}

// hear keeps whether a text that somebody gets amid the trouble says what it is.
func (r *run) hear(who, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.amid {
		r.heard[who] = text
	}
	if r.says != "" && r.amid && strings.Contains(strings.ToLower(text), strings.ToLower(r.says)) {
		r.told[who] = true
	}
}

// untold finds who was not told what the trouble was.
func (r *run) untold() []judge.Finding {
	must := []string{"Save & test"}
	if r.temperature == cold && r.dead {
		must = append(must, "a panel", "a rule")
	}
	var found []judge.Finding
	for _, who := range must {
		if r.says != "" && !r.told[who] {
			found = append(found, judge.Finding{Kind: judge.Silent, What: fmt.Sprintf("%s says nothing of %q", who, r.says), Why: r.heard[who]})
		}
	}
	return found
}

// leaksIn looks for secrets in all that an answer says.
func (r *run) leaksIn(a judge.Answer) {
	if a.Err != nil {
		r.found(r.secrets.In(a.Err.Error(), "the error of "+a.Question))
		return
	}
	raw, err := json.Marshal(a.Frame)
	if err != nil {
		r.note(fmt.Sprintf("%s has no JSON: %s", a.Question, err))
		return
	}
	r.found(r.secrets.In(string(raw), a.Question))
}

func (r *run) found(findings []judge.Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range findings {
		r.result.add(f)
	}
}

// settle keeps whether a kind of question was last answered as well as can be.
func (r *run) settle(kind string, whole bool, why string) {
	if whole {
		why = ""
	} else if why == "" {
		why = kind + " is not whole"
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.whole[kind] = why
}

// note keeps what makes a run fail beside what was answered.
func (r *run) note(what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.notes = append(r.result.notes, what)
}

// unanswered counts questions that got no answer at all: Grafana says so itself.
func (r *run) unanswered(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.unanswered++
	r.result.whyUnanswered = err.Error()
}
