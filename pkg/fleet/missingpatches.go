package fleet

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

var (
	patchesOf = ssm.DescribeInstancePatches.Operation
	itemsOf   = ssm.ListComplianceItems.Operation
)

// missingPatches is what nodes miss. AWS has no operation that answers it over a fleet: each node is asked about by itself.
var missingPatches = declareFeed(onDemand(feed[patchCrawl]{
	permission: permission{
		operation: patchesOf,
		layer:     PatchesLayer,
		lost:      "The patches of one node, and which patches and CVEs nodes miss",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(ssm.DescribeInstancePatches.Pages(ctx, client, probeID))
		},
	},
	beside: []permission{{
		operation: itemsOf,
		layer:     PatchesLayer,
		lost:      "The compliance items of one node, and which patches and CVEs those nodes miss that have no patch state",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(ssm.ListComplianceItems.Pages(ctx, client, probeID))
		},
	}},
	every: everyPatchStates,
	// So many nodes of a place can be read in it at the usual five a second as hardly a place has.
	within:   time.Hour,
	read:     crawlPatches,
	nothing:  func() patchCrawl { return patchCrawl{} },
	lacking:  patchCrawl.lacking,
	after:    patchStateBatches,
	promptly: true,
}))

var _ = declareRows(placeRows{
	Resource: schema.Resource{Name: "missingPatches", Group: schema.PatchesGroup, Label: "Missing patches",
		Description: "Patches that nodes miss or failed to install, over the fleet: one row for each node and patch. Nodes are read whose counts say that something is missing or failed, and again once they were scanned anew",
		Sources:     missingSources,
		Tags:        &schema.Source{Operation: tagged},
		Columns: slices.Concat([]schema.Column{
			ofPatch("title", "Title", "Title of the patch", "Title", "Title", true),
			ofPatch("kbId", "KB or package", "KB article (Windows) or package (Linux)", "KBId", "Id", true),
		}, missingNodeColumns(), []schema.Column{
			ofPatch("classification", "Classification", "Kind of patch, for instance SecurityUpdates or Bugfix", "Classification", "Details", true),
			ofPatch("severity", "Severity", "How severe the vendor says it is; Unspecified where AWS gives nothing", "Severity", "Details", true),
			openState("State on the node: Missing, or Failed where it could not be installed"),
			ofPatch("cveIds", "CVE IDs", "CVE IDs that it mends, separated by commas", "CVEIds", "Details", true),
		}, missingSinceColumns(), missingScanColumns()),
		Examples: []schema.Example{
			{Title: "Patches missing on the most nodes", GroupBy: []string{"kbId", "severity"}},
			{Title: "Critical patches by account", Filters: []schema.Filter{{Field: "severity", Op: "=", Value: "Critical"}}, GroupBy: []string{"account"}},
			{Title: "Nodes that miss a given KB", Filters: []schema.Filter{{Field: "kbId", Op: "=", Value: "KB5034441"}}, OrderBy: []schema.OrderBy{{Field: "name"}}},
			{Title: "Patches that failed to install", Filters: []schema.Filter{{Field: "state", Op: "=", Value: patchFailed}}, OrderBy: []schema.OrderBy{{Field: "name"}}},
			{Title: "Overdue patches by severity", Filters: []schema.Filter{{Field: "overdue", Op: "=", Value: true}}, GroupBy: []string{"severity"}},
		},
	},
	rows: func(v *view) *columns.Table {
		rows := missingRows(v, nodeEvidence.missed)
		t := rows.table(map[string]func(*missedPatch) string{
			"title":            func(p *missedPatch) string { return p.title },
			"kbId":             func(p *missedPatch) string { return p.kbID },
			"classification":   func(p *missedPatch) string { return p.classification },
			"severity":         func(p *missedPatch) string { return p.severity },
			"state":            func(p *missedPatch) string { return p.state },
			"cveIds":           func(p *missedPatch) string { return p.cveIDs },
			"missingSinceFrom": func(p *missedPatch) string { return p.knownFrom() },
		})
		for name, value := range map[string]func(*missedPatch) time.Time{
			"missingSince":     func(p *missedPatch) time.Time { return p.since },
			"missingNotBefore": (*missedPatch).notBefore,
			"releasedAt":       func(p *missedPatch) time.Time { return p.released },
		} {
			t.SetLazy(name, func() columns.Column { return columns.NewTimes(each(rows.items, value)) })
		}
		setBounds(t, sync.OnceValue(func() []bounds { return each(rows.items, (*missedPatch).bounds) }))
		return t
	},
	now: func(_ *Fleet, rows *columns.Table, now time.Time) *columns.Table {
		t := rows.Clone()
		addOverdue(t, rows, now)
		return t
	},
})

var _ = declareRows(placeRows{
	Resource: schema.Resource{Name: "missingCves", Group: schema.PatchesGroup, Label: "Missing CVEs",
		Description: "CVEs that patches would mend which nodes miss or failed to install: one row for each node and CVE. A patch for which AWS names no CVE has no row here",
		Sources:     missingSources,
		Tags:        &schema.Source{Operation: tagged},
		Columns: slices.Concat([]schema.Column{
			ofPatch("cveId", "CVE", "CVE ID", "CVEIds", "Details", true),
			ofPatch("kbIds", "KBs or packages", "KB articles or packages that mend it and are missing, separated by commas", "KBId", "Id", true),
		}, missingNodeColumns(), []schema.Column{
			ofPatch("classification", "Classification", "Kinds of these patches, separated by commas", "Classification", "Details", true),
			ofPatch("severity", "Severity", "How severe the vendor says that the worst of these patches is; Unspecified where AWS gives nothing", "Severity", "Details", true),
			openState("State of these patches on the node: Missing, or Failed where one could not be installed"),
		}, missingScanColumns()),
		Examples: []schema.Example{
			{Title: "CVEs open on the most nodes", GroupBy: []string{"cveId"}},
			{Title: "Nodes open to a given CVE", Filters: []schema.Filter{{Field: "cveId", Op: "=", Value: "CVE-2024-20666"}}, OrderBy: []schema.OrderBy{{Field: "name"}}},
			{Title: "CVEs of critical patches by account", Filters: []schema.Filter{{Field: "severity", Op: "=", Value: "Critical"}}, GroupBy: []string{"cveId", "account"}},
		},
	},
	rows: func(v *view) *columns.Table {
		rows := missingRows(v, func(nodeEvidence) func(int32, *openPatches) []openCVE {
			return func(_ int32, n *openPatches) []openCVE { return cvesOf(n.values()) }
		})
		return rows.table(map[string]func(*openCVE) string{
			"cveId":          func(c *openCVE) string { return c.id },
			"kbIds":          func(c *openCVE) string { return c.kbIDs },
			"classification": func(c *openCVE) string { return c.classification },
			"severity":       func(c *openCVE) string { return c.severity },
			"state":          func(c *openCVE) string { return c.state },
		})
	},
})

// missingSources are what the rows come from.
var missingSources = []schema.Source{schema.From(patchesOf), schema.From(itemsOf), schema.From(patchStated)}

// ofPatch is a column that both channels of patch results tell of, in a member of each.
func ofPatch(name, label, means, inPatch, inItem string, shown bool) schema.Column {
	return schema.Column{
		Name: name, Label: label, Description: means, Default: shown, Sources: []schema.Source{schema.From(patchesOf, inPatch), schema.From(itemsOf, inItem)},
	}
}

func openState(means string) schema.Column {
	column := ofPatch("state", "State", means, "State", "Details", true)
	column.Set = statuses.PatchState
	return column
}

// missingNodeColumns describe the node of a row.
func missingNodeColumns() []schema.Column {
	return slices.Concat(
		placeColumns("AWS account that the node belongs to", "AWS Region that the node belongs to"),
		[]schema.Column{{Name: "nodeId", Label: "Node ID", Description: "ID of the managed node (i- or mi-)", Default: true, Sources: []schema.Source{schema.From(nodeListed, "InstanceId")}}},
		nameColumns(),
		[]schema.Column{
			{Name: "platformType", Label: "Platform type", Description: "Linux, Windows or MacOS", Sources: []schema.Source{schema.From(nodeListed, "PlatformType")}},
			{Name: "patchGroup", Label: "Patch group", Description: "Patch group that the node belonged to when it was scanned", Sources: []schema.Source{schema.From(patchStated, "PatchGroup"), schema.From(itemsOf, "Details")}},
			{Name: "baselineId", Label: "Baseline ID", Description: "Patch baseline that it was scanned by", Sources: []schema.Source{schema.From(patchStated, "BaselineId"), schema.From(itemsOf, "Details")}},
		},
	)
}

// missingScanColumns describe the scan that a row comes from.
func missingScanColumns() []schema.Column {
	return []schema.Column{
		{Name: "patchChannel", Label: "Patch channel", Derived: true,
			Description: "What tells that it is missing: patchState (AWS-RunPatchBaseline) or, where the node has none, complianceSummary (AWS-RunPatchBaselineAssociation, as in Quick Setup's Host Management)",
			Sources:     []schema.Source{schema.From(patchStated, "InstanceId"), schema.From(verdictOf, "ResourceId")}},
		{Name: "patchReported", Label: "Patch result", Description: "When the node was scanned: the end of the patch operation that its patches were read of or, without a patch state, the compliance execution time",
			Kind: columns.Time, Derived: true, Default: true, Sources: []schema.Source{schema.From(patchStated, "OperationEndTime"), schema.From(verdictOf, "ExecutionSummary.ExecutionTime")}},
	}
}

// missingOf are rows of what a place's nodes miss.
type missingOf[Item any] struct {
	view     *view
	evidence nodeEvidence
	join     nodeJoin
	items    []Item
	nodes    []*openPatches // of each row
	at       []int32        // its row in the join; -1 where the node isn't listed any more
}

// missingRows gives the rows in the order of their nodes' ids.
func missingRows[Item any](v *view, missed func(nodeEvidence) func(node int32, n *openPatches) []Item) missingOf[Item] {
	m := missingOf[Item]{view: v, evidence: v.nodeEvidence()}
	of := missed(m.evidence)
	m.join = m.evidence.join()
	id := text(m.evidence.nodes.Table, "nodeId")
	rows := make(map[string]int32, m.join.managed)
	for at, node := range m.join.nodes[:m.join.managed] {
		rows[id(node)] = int32(at)
	}
	crawl := m.evidence.missing
	for _, id := range slices.Sorted(maps.Keys(crawl.nodes)) {
		n := crawl.nodes[id]
		at, listed := rows[id]
		if !listed {
			at = -1
		}
		items := of(m.evidence.nodes.row(id), &n)
		m.items = append(m.items, items...)
		m.nodes = append(m.nodes, slices.Repeat([]*openPatches{&n}, len(items))...)
		m.at = append(m.at, slices.Repeat([]int32{at}, len(items))...)
	}
	return m
}

// table has the columns of the items, and those of their nodes.
func (m missingOf[Item]) table(own map[string]func(*Item) string) *columns.Table {
	t := columns.NewTable(len(m.items))
	for name, value := range own {
		t.SetLazy(name, func() columns.Column { return columns.NewStrings(each(m.items, value)) })
	}
	ofNode := func(name string, value func(*openPatches) string) {
		t.SetLazy(name, func() columns.Column {
			return columns.NewStrings(each(m.nodes, func(n **openPatches) string { return value(*n) }))
		})
	}
	ofNode("nodeId", func(n *openPatches) string { return n.id })
	ofNode("patchGroup", func(n *openPatches) string { return n.patchGroup })
	ofNode("baselineId", func(n *openPatches) string { return n.baselineID })
	ofNode("patchChannel", func(n *openPatches) string { return n.scan.channel })
	t.SetLazy("patchReported", func() columns.Column {
		return columns.NewTimes(each(m.nodes, func(n **openPatches) time.Time { return (*n).scan.ended }))
	})
	e, j := m.evidence, m.join
	t.SetLazy("name", func() columns.Column {
		name := e.displayNames(j, e.activationNames(j))
		names := make([]string, len(m.at))
		for i, row := range m.at {
			if names[i] = m.nodes[i].id; row >= 0 {
				names[i] = name(int(row))
			}
		}
		return columns.NewStrings(names)
	})
	joined := func(of *columns.Table, name string, rows []int32) {
		t.SetLazy(name, func() columns.Column {
			return columns.Concat(pick(of, name, each(m.at, func(row *int32) int32 {
				if *row < 0 {
					return -1
				}
				return rows[*row]
			})))
		})
	}
	joined(e.nodes.Table, "platformType", j.nodes)
	for _, name := range e.tags.Names() {
		joined(e.tags.Table, name, j.tags)
	}
	m.view.locate(t)
	return t
}
