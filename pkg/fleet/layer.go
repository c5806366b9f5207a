package fleet

import (
	"slices"
	"strings"
)

// Layer is a part of the permissions that the administrators of an account can leave out as one: what is read with it is then
// not shown, and everything else is.
type Layer string

// The layers.
const (
	// CoreLayer is what there is no fleet without: which nodes there are, what they are called and tagged with, how they
	// registered, and which associations configure them.
	CoreLayer Layer = "core"
	// PatchesLayer is what is installed on nodes and what they lack, software too: who must not see the one must not see the other.
	PatchesLayer Layer = "patches"
	// OperationsLayer is what people set up in Systems Manager to run the fleet with.
	OperationsLayer Layer = "operations"
	// AlarmsLayer is CloudWatch's.
	AlarmsLayer Layer = "alarms"
	// HistoryLayer is what was done over time, by whom and how it went.
	HistoryLayer Layer = "history"
)

// Layers gives all layers, core first.
func Layers() []Layer {
	return []Layer{CoreLayer, PatchesLayer, OperationsLayer, AlarmsLayer, HistoryLayer}
}

// Actions gives the IAM actions of a layer, in their order.
func (l Layer) Actions() []string {
	var actions []string
	for _, p := range Permissions() {
		if p.Layer == l {
			actions = append(actions, p.Action)
		}
	}
	return actions
}

// Lost says what isn't known without a layer, as a sentence without its end: "OpsItems and Documents can't be shown".
func (l Layer) Lost() string {
	var lists, columns []string
	for _, p := range Permissions() {
		if p.Layer == l {
			lists, columns = with(lists, p.Lists...), with(columns, p.Columns...)
		}
	}
	columns = slices.DeleteFunc(columns, func(label string) bool { return slices.Contains(lists, label) })
	slices.Sort(lists)
	var lost []string
	if len(lists) > 0 {
		lost = append(lost, listed(lists)+" can't be shown")
	}
	if len(columns) > 0 {
		lost = append(lost, "what comes from it in "+listed(columns)+" is unknown")
	}
	return strings.Join(lost, ", and ")
}

// listed writes words one after the other, the last one with "and".
func listed(words []string) string {
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return strings.Join(words, "")
}
