package fleet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// selection says which nodes something is for: those for which all of its criteria hold, as AWS has it of several targets.
type selection []criterion

// criterion is one condition on nodes.
type criterion struct {
	all bool
	ids map[string]bool
	// tagKey with tagValues, or one of tagKeys.
	tagKey             string
	tagValues, tagKeys []string
	// unknown is why it isn't known which nodes it holds for.
	unknown string
}

// groupMembers is what is known of a resource group.
type groupMembers struct {
	types   map[string]string // by the ids of its resources
	gone    bool
	unknown string // why its members are not known
}

const (
	tagTarget   = "tag:"
	groupTarget = "resource-groups:Name"
	typesTarget = "resource-groups:ResourceTypeFilters"
)

// selectionOf understands AWS's targets, but for those that name targets of a window. Flaws are what is wrong with them.
func selectionOf(targets []types.Target, group func(name string) groupMembers) (s selection, flaws []string) {
	var wanted []string // types of resources
	for _, target := range targets {
		if aws.ToString(target.Key) == typesTarget {
			wanted = target.Values
		}
	}
	for _, target := range targets {
		key := aws.ToString(target.Key)
		switch lower := strings.ToLower(key); {
		case key == typesTarget:
		case key == groupTarget:
			c := criterion{ids: map[string]bool{}}
			for _, name := range target.Values {
				members := group(name)
				if members.gone {
					flaws = append(flaws, fmt.Sprintf("its resource group %.80q does not exist any more", name))
				}
				if members.unknown != "" {
					c.unknown = fmt.Sprintf("its resource group %.80q can't be read: %s", name, members.unknown)
				}
				for id, kind := range members.types {
					if len(wanted) == 0 || slices.Contains(wanted, kind) {
						c.ids[id] = true
					}
				}
			}
			s = append(s, c)
		case lower == "instanceids" || lower == "parametervalues":
			s = append(s, ofIDs(target.Values))
		case lower == "tag-key":
			s = append(s, criterion{tagKeys: target.Values})
		case strings.HasPrefix(lower, tagTarget) && len(key) > len(tagTarget):
			s = append(s, criterion{tagKey: key[len(tagTarget):], tagValues: target.Values})
		default:
			s = append(s, criterion{unknown: fmt.Sprintf("it is for %.80q, which is no kind of target that is understood here", key)})
		}
	}
	return s, flaws
}

// ofIDs is for nodes of these ids, one of which may be that of all.
func ofIDs(ids []string) criterion {
	if slices.Contains(ids, "*") {
		return criterion{all: true}
	}
	return criterion{ids: setOf(ids)}
}

// nodesToTarget are the nodes of a place, by row, and what targets go by.
type nodesToTarget struct {
	ids     []string
	tags    table
	tagRows []int32
	// unread is why not all tags are known; empty where they are.
	unread string
}

// reached tells of each node whether one of some selections is for it, and why that isn't known where it isn't known of some node.
func (n nodesToTarget) reached(by []selection) (truths []columns.Truth, unknown string) {
	truths = slices.Repeat([]columns.Truth{columns.False}, len(n.ids))
	for _, s := range by {
		selected := slices.Repeat([]columns.Truth{columns.TruthOf(len(s) > 0)}, len(n.ids))
		for _, c := range s {
			holds := n.holding(c)
			for row := range selected {
				selected[row] = both(selected[row], holds(row))
			}
		}
		for row := range truths {
			truths[row] = either(truths[row], selected[row])
		}
	}
	if slices.Contains(truths, columns.Neither) {
		for _, c := range slices.Concat(by...) {
			if unknown = c.unknown; unknown != "" {
				return truths, unknown
			}
		}
		unknown = n.unread
	}
	return truths, unknown
}

func both(a, b columns.Truth) columns.Truth {
	switch {
	case a == columns.False || b == columns.False:
		return columns.False
	case a == columns.True && b == columns.True:
		return columns.True
	}
	return columns.Neither
}

func either(a, b columns.Truth) columns.Truth {
	switch {
	case a == columns.True || b == columns.True:
		return columns.True
	case a == columns.False && b == columns.False:
		return columns.False
	}
	return columns.Neither
}

// holding gives what tells of a node whether a criterion holds for it. What isn't known to hold may yet do so where not all is known
// that it goes by.
func (n nodesToTarget) holding(c criterion) func(row int) columns.Truth {
	var holds func(row int) bool
	isWhole := c.unknown == ""
	switch {
	case c.all:
		return func(int) columns.Truth { return columns.True }
	case c.tagKey != "":
		isWhole = n.unread == ""
		value := text(n.tags.Table, tagColumn(c.tagKey))
		has := n.tagged(c.tagKey)
		holds = func(row int) bool { return has(row) && slices.Contains(c.tagValues, value(n.tagRows[row])) }
	case c.tagKeys != nil:
		isWhole = n.unread == ""
		holds = func(row int) bool {
			return slices.ContainsFunc(c.tagKeys, func(key string) bool { return n.tagged(key)(row) })
		}
	default:
		holds = func(row int) bool { return c.ids[n.ids[row]] }
	}
	return func(row int) columns.Truth {
		if !isWhole && !holds(row) {
			return columns.Neither
		}
		return columns.TruthOf(holds(row))
	}
}

// tagged tells whether a node has a tag, be it one without a value.
func (n nodesToTarget) tagged(key string) func(row int) bool {
	column, ok := n.tags.Column(tagColumn(key))
	empty := text(n.tags.Table, emptyTags)
	return func(row int) bool {
		at := n.tagRows[row]
		return ok && at >= 0 && (column.Has(int(at)) || slices.Contains(strings.Split(empty(at), "\n"), key))
	}
}
