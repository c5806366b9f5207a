package main

import (
	"encoding/json"
	"testing"
	"time"
)

func TestBoundIsThatOfTheLargestPlace(t *testing.T) {
	var e estate
	machines := `{"machines": [{"account": "a", "region": "x", "managed": true}`
	for range 100 {
		machines += `, {"account": "b", "region": "x", "managed": true}, {"account": "b", "region": "y", "managed": false}`
	}
	if err := json.Unmarshal([]byte(machines+`]}`), &e); err != nil {
		t.Fatal(err)
	}
	// 100 managed nodes are two calls, a fifth of a second apart; before them one call for the role and one for the nodes.
	if got, want := e.bound(50*time.Millisecond), 350*time.Millisecond; got != want {
		t.Errorf("bound is %s, want %s", got, want)
	}
	e.Machines = e.Machines[:1]
	if got, want := e.bound(50*time.Millisecond), 150*time.Millisecond; got != want {
		t.Errorf("bound of one node is %s, want %s", got, want)
	}
}
