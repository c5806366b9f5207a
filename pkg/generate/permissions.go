package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// layer is a layer of the permissions with the actions that it has now.
type layer struct {
	fleet.Layer
	permissions []fleet.Permission
}

// layers gives those that have an action.
func layers() []layer {
	var all []layer
	for _, l := range fleet.Layers() {
		with := layer{Layer: l}
		for _, p := range fleet.Permissions() {
			if p.Layer == l {
				with.permissions = append(with.permissions, p)
			}
		}
		if len(with.permissions) > 0 {
			all = append(all, with)
		}
	}
	return all
}

// optional gives the layers that may be left out.
func optional() []layer { return layers()[1:] }

// title is its name as IAM and CloudFormation take names, "Core": a statement's Sid.
func (l layer) title() string { return strings.ToUpper(string(l.Layer[:1])) + string(l.Layer[1:]) }

// statement is one of an IAM policy.
type statement struct {
	Sid, Effect string
	Action      []string
	Resource    string
}

// statements are those that allow a layer: what is needed on everything, then one for each other resource.
func (l layer) statements() []statement {
	var all []statement
	for _, p := range l.permissions {
		at := slices.IndexFunc(all, func(s statement) bool { return s.Resource == p.Resource })
		if at < 0 {
			s := statement{Sid: l.title(), Effect: "Allow", Resource: p.Resource}
			if _, operation, _ := strings.Cut(p.Action, ":"); p.Resource != everything {
				s.Sid += operation
			}
			all, at = append(all, s), len(all)
		}
		all[at].Action = append(all[at].Action, p.Action)
	}
	slices.SortStableFunc(all, func(a, b statement) int { return cmp.Compare(len(a.Sid), len(b.Sid)) })
	return all
}

const everything = "*"

// readerPolicy is deploy/reader-policy.json.
func readerPolicy() string {
	var statements []statement
	for _, l := range layers() {
		statements = append(statements, l.statements()...)
	}
	text, err := json.MarshalIndent(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", statements}, "", "  ")
	if err != nil {
		panic(err) // of strings
	}
	return string(text) + "\n"
}

// roleParameters is the part of deploy/reader-role.yaml by which a layer is left out.
func roleParameters() string {
	var out strings.Builder
	for _, l := range optional() {
		fmt.Fprintf(&out, "  %sLayer:\n    Type: String\n    AllowedValues: ['true', 'false']\n    Default: 'true'\n", l.title())
		fmt.Fprintf(&out, "    Description: Without it, %s.\n", l.Lost())
	}
	return out.String()
}

// roleConditions is the part of deploy/reader-role.yaml that tells which layers there are.
func roleConditions() string {
	var out strings.Builder
	for _, l := range optional() {
		fmt.Fprintf(&out, "  Has%[1]s: !Equals [!Ref %[1]sLayer, 'true']\n", l.title())
	}
	return out.String()
}

// roleStatements is the part of deploy/reader-role.yaml that allows the actions.
func roleStatements() string {
	var out strings.Builder
	for i, l := range layers() {
		for _, s := range l.statements() {
			indent := "              "
			if i > 0 {
				fmt.Fprintf(&out, "%[1]s- !If\n%[1]s  - Has%[2]s\n", indent, l.title())
				indent += "  "
			}
			fmt.Fprintf(&out, "%[1]s- Sid: %[2]s\n%[1]s  Effect: Allow\n%[1]s  Resource: '%[3]s'\n%[1]s  Action:\n", indent, s.Sid, s.Resource)
			for _, action := range s.Action {
				fmt.Fprintf(&out, "%s    - %s\n", indent, action)
			}
			if i > 0 {
				fmt.Fprintf(&out, "%s- !Ref AWS::NoValue\n", indent)
			}
		}
	}
	return out.String()
}

// lostWithout is the part of deploy/README.md that says what each layer and each action is for.
func lostWithout() string {
	var out strings.Builder
	out.WriteString("| Layer | Without it |\n|---|---|\n")
	for _, l := range layers() {
		lost := l.Lost()
		if l.Layer == fleet.CoreLayer {
			lost = "There is no fleet to show"
		}
		fmt.Fprintf(&out, "| %s | %s |\n", l.title(), lost)
	}
	out.WriteString("\n| Action | On | Layer | What is lost without it |\n|---|---|---|---|\n")
	for _, l := range layers() {
		for _, p := range l.permissions {
			fmt.Fprintf(&out, "| `%s` | `%s` | %s | %s |\n", p.Action, p.Resource, l.title(), p.Lost)
		}
	}
	return out.String()
}
