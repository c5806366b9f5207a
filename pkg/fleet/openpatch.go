package fleet

import (
	"cmp"
	"slices"
	"strings"
	"unique"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// The states in which a patch is open: it is not on the node, and should be.
const (
	patchMissing = "Missing"
	patchFailed  = "Failed"
)

// openPatch is a patch that a node misses, or failed to install.
type openPatch struct {
	kbID, title, classification, severity, state string
	cveIDs                                       string // as [patchCVEs] writes them
}

// id tells the patches of a node apart.
func (p openPatch) id() string { return cmp.Or(p.kbID, p.title) }

func (p openPatch) isOpen() bool { return p.state == patchMissing || p.state == patchFailed }

// patchListed is a patch as DescribeInstancePatches lists it.
func patchListed(p *patch) openPatch {
	return openPatch{
		kbID: aws.ToString(p.KBId), title: aws.ToString(p.Title), classification: aws.ToString(p.Classification),
		severity: patchSeverity(aws.ToString(p.Severity)), state: patchStateName(string(p.State)), cveIDs: patchCVEs(aws.ToString(p.CVEIds)),
	}
}

// patchInItem is a patch as a compliance item tells of it: in the details that AWS's own patch documents report. One that doesn't tell
// its state is taken for missing, as a compliance summary that counts it makes its node.
func patchInItem(item *complianceItem) openPatch {
	return openPatch{
		kbID: aws.ToString(item.Id), title: aws.ToString(item.Title), classification: item.Details["Classification"],
		severity: patchSeverity(item.Details["PatchSeverity"]), state: patchStateName(cmp.Or(item.Details["PatchState"], patchMissing)),
		cveIDs: patchCVEs(item.Details["CVEIds"]),
	}
}

// unspecified is the severity of what AWS gives none of.
const unspecified = "Unspecified"

func patchSeverity(given string) string { return cmp.Or(strings.TrimSpace(given), unspecified) }

// patchSeverities are AWS's words for it on Windows and Linux, the worst first.
var patchSeverities = []string{"Critical", "Important", "High", "Moderate", "Medium", "Low", "Informational", "Negligible"}

// worseSeverity gives the worse of two severities; one that isn't known is worse than Unspecified alone.
func worseSeverity(a, b string) string {
	rank := func(severity string) int {
		at := slices.IndexFunc(patchSeverities, func(known string) bool { return strings.EqualFold(known, severity) })
		switch {
		case at >= 0:
			return at
		case severity == unspecified:
			return len(patchSeverities) + 1
		}
		return len(patchSeverities)
	}
	if rank(b) < rank(a) {
		return b
	}
	return a
}

// with adds what else is listed under the same id: a package in several versions.
func (p openPatch) with(other openPatch) openPatch {
	p.title, p.classification = bothOf(p.title, other.title, "; "), bothOf(p.classification, other.classification, ", ")
	p.severity = worseSeverity(p.severity, other.severity)
	if other.state == patchFailed {
		p.state = patchFailed
	}
	for _, cve := range cvesIn(other.cveIDs) {
		p.cveIDs = bothOf(p.cveIDs, cve, ", ")
	}
	return p
}

// bothOf adds a text to a list of them that doesn't have it.
func bothOf(list, text, separator string) string {
	switch {
	case list == "":
		return text
	case text == "" || slices.Contains(strings.Split(list, separator), text):
		return list
	}
	return list + separator + text
}

// cvesIn gives the ids that [patchCVEs] wrote.
func cvesIn(ids string) []string {
	if ids == "" {
		return nil
	}
	return strings.Split(ids, ", ")
}

// oncePerNode gives a node's patches, each id once, so that who counts them counts nodes.
func oncePerNode(found []openPatch) []unique.Handle[openPatch] {
	var once []openPatch
	at := map[string]int{}
	for _, p := range found {
		id := p.id()
		if i, known := at[id]; known {
			once[i] = once[i].with(p)
		} else {
			at[id] = len(once)
			once = append(once, p)
		}
	}
	patches := make([]unique.Handle[openPatch], len(once))
	for i, p := range once {
		patches[i] = unique.Make(p)
	}
	return patches
}

// openCVE is a CVE that patches would mend which a node misses.
type openCVE struct {
	id                              string
	kbIDs                           string // separated by commas
	classification, severity, state string
}

// cvesOf gives the CVEs of a node's patches, each once.
func cvesOf(patches []openPatch) []openCVE {
	var cves []openCVE
	for _, p := range patches {
		for _, id := range cvesIn(p.cveIDs) {
			at := slices.IndexFunc(cves, func(c openCVE) bool { return c.id == id })
			if at < 0 {
				cves = append(cves, openCVE{id: id, kbIDs: cmp.Or(p.kbID, p.title), classification: p.classification, severity: p.severity, state: p.state})
				continue
			}
			c := &cves[at]
			c.kbIDs, c.classification = bothOf(c.kbIDs, cmp.Or(p.kbID, p.title), ", "), bothOf(c.classification, p.classification, ", ")
			c.severity = worseSeverity(c.severity, p.severity)
			if p.state == patchFailed {
				c.state = patchFailed
			}
		}
	}
	return cves
}
