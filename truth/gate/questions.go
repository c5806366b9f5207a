package main

import (
	"context"
	"time"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// How often each kind of question is asked, and how long an answer is waited for: longer than the server part lets anyone wait.
const (
	panelsEvery  = time.Second
	rulesEvery   = time.Second
	detailsEvery = 3 * time.Second
	healthEvery  = 12 * time.Second
	patience     = 40 * time.Second
)

// countedBy are the columns by which panels and alert rules count.
var countedBy = []string{"patchBucket", "managed", "associationStatus"}

// asked is a round of answers: as a dashboard asks for them, and as alert rules do.
type asked struct {
	nodes  judge.Answer
	counts []judge.Answer // as countedBy
	lists  []judge.Answer // as judge.Lists
}

// panels asks what a dashboard of the whole fleet asks.
func panels(ctx context.Context, d serverpart.DataSource) (asked, error) {
	queries := []map[string]any{judge.NodesQuery()}
	questions := []string{"nodes"}
	for _, column := range countedBy {
		queries = append(queries, judge.CountQuery(column, false))
		questions = append(questions, "panel by "+column)
	}
	for _, l := range judge.Lists {
		queries = append(queries, l.Query())
		questions = append(questions, l.Resource)
	}
	answers, err := ask(ctx, d, nil, questions, queries)
	if err != nil {
		return asked{}, err
	}
	return asked{answers[0], answers[1 : 1+len(countedBy)], answers[1+len(countedBy):]}, nil
}

// rule asks what an alert rule asks.
func rule(ctx context.Context, d serverpart.DataSource, column string) (judge.Answer, error) {
	header := map[string]string{"FromAlert": "true"}
	answers, err := ask(ctx, d, header, []string{"rule by " + column}, []map[string]any{judge.CountQuery(column, true)})
	if err != nil {
		return judge.Answer{}, err
	}
	return answers[0], nil
}

// detail asks about one node.
func detail(ctx context.Context, d serverpart.DataSource, of judge.Detail, nodeID string) (judge.Answer, error) {
	answers, err := ask(ctx, d, nil, []string{of.Resource}, []map[string]any{of.Query(nodeID)})
	if err != nil {
		return judge.Answer{}, err
	}
	return answers[0], nil
}

func ask(ctx context.Context, d serverpart.DataSource, headers map[string]string, questions []string, queries []map[string]any) ([]judge.Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	began := time.Now()
	responses, err := d.Query(ctx, headers, queries...)
	if err != nil {
		return nil, err
	}
	answered := time.Now()
	answers := make([]judge.Answer, len(queries))
	for i, response := range responses {
		if answers[i], err = judge.NewAnswer(questions[i], began, answered, response); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// drilled is a node that details are asked of.
type drilled struct {
	machine simulated.Machine
	lists   simulated.Lists
}
