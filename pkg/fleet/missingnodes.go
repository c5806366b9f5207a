package fleet

import (
	"maps"
	"slices"
)

// The evidence that tells of nodes that a list lacks follows the node list, so that neither can be declared with the other.
func init() { nodeLists.read, nodeLists.missing = readNodes, missingNodes }

// missingNodes says which nodes a list lacks that are still there as far as can be known: of those that it had before, hybrid
// ones, which nothing else tells of, and those that EC2 or the compliance summaries know; and any of them where it lost more than
// a tenth. Where no list was read before, the compliance summaries alone can tell.
func missingNodes(p *place, before *nodeList, found nodeList) lack {
	if before == nil {
		var known []string
		if verdicts.in(p).whole() {
			known = idsThat(verdicts.known(p).rows, func(id string) bool { return found.row(id) < 0 && isNodeID(id) })
		}
		return notListed(known, "in AWS's compliance summaries")
	}
	summaries, instances := verdicts.known(p), instances.known(p)
	state := text(instances.Table, "instanceState")
	ended := 0
	lost := idsThat(before.rows, func(id string) bool {
		if found.row(id) >= 0 {
			return false
		}
		at := instances.row(id)
		if at >= 0 && gone(state(at)) {
			ended++
			return false
		}
		return !isInstanceID(id) || at >= 0 || summaries.row(id) >= 0
	})
	if missing := notListed(lost, "listed before"); missing.items > 0 {
		return missing
	}
	return lostTenth(before.size()-ended, found.size())
}

// idsThat gives those of the ids that a test lets through, in their order.
func idsThat(rows map[string]int32, test func(id string) bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(rows)), func(id string) bool { return !test(id) })
}
