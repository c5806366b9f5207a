package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// readerPolicy is deploy/reader-policy.json.
func readerPolicy() string {
	var actions []string
	for _, p := range fleet.Permissions() {
		actions = append(actions, p.Action)
	}
	type statement struct {
		Sid, Effect string
		Action      []string
		Resource    string
	}
	text, err := json.MarshalIndent(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", []statement{{"ReadFleet", "Allow", actions, "*"}}}, "", "  ")
	if err != nil {
		panic(err) // of strings
	}
	return string(text) + "\n"
}

// roleActions is the part of deploy/reader-role.yaml that names the actions.
func roleActions() string {
	var out strings.Builder
	for _, p := range fleet.Permissions() {
		fmt.Fprintf(&out, "                  - %s\n", p.Action)
	}
	return out.String()
}

// lostWithout is the part of deploy/README.md that says what each action is for.
func lostWithout() string {
	var out strings.Builder
	out.WriteString("| Action | What is lost without it |\n|---|---|\n")
	for _, p := range fleet.Permissions() {
		fmt.Fprintf(&out, "| `%s` | %s |\n", p.Action, p.Lost)
	}
	return out.String()
}
