package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// docs/overdue.md has the rules by which a missing patch, or a node, is overdue, and their reasons.

// daysFor gives how many days a patch of a severity may be missing. Windows and Linux have Important, other vendors High.
func daysFor(policy awsapi.OverdueDays, severity string) int {
	switch strings.ToLower(severity) {
	case "critical":
		return policy.Critical
	case "important", "high":
		return policy.Important
	}
	return policy.Others
}

// afterDays is so many days after a time; zero where there is no time.
func afterDays(t time.Time, days int) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(time.Duration(days) * 24 * time.Hour)
}

// bounds are between which two times something falls due, and what is to be said once that has passed, as long as it has not begun,
// and between them. A bound that isn't known is zero.
type bounds struct {
	earliest, latest      time.Time
	passed, ahead, unsure string
}

// missedPatch is a patch that a node misses, with what is known of since when.
type missedPatch struct {
	openPatch
	spell
	// released is zero where that isn't known.
	released time.Time
	// unbounded is why its release doesn't tell how early it can have begun to be missing; empty where it does.
	unbounded string
	days      int // that it may be missing
}

// notBefore is the earliest that it can have begun to be missing; zero where nothing tells.
func (m *missedPatch) notBefore() time.Time {
	if m.unbounded != "" {
		return m.after
	}
	return later(m.after, m.released)
}

func (m *missedPatch) bounds() bounds {
	allowed := fmt.Sprintf("%d days are allowed for %.40s", m.days, m.severity)
	b := bounds{
		earliest: afterDays(m.notBefore(), m.days), latest: afterDays(m.since, m.days),
		passed: fmt.Sprintf("%s; %s", m.sinceWords(), allowed),
	}
	switch {
	case !m.notBefore().IsZero() && m.notBefore().Equal(m.after):
		b.ahead = fmt.Sprintf("Not missing in the scan of %s; %s", inWords(m.after), allowed)
	case !m.notBefore().IsZero():
		b.ahead = fmt.Sprintf("Released %s; %s", inWords(m.released), allowed)
	}
	switch {
	case !m.after.IsZero():
		b.unsure = b.passed
	case m.unbounded != "":
		b.unsure = fmt.Sprintf("%s; %s, and for how long it was missing before is not known: %s", m.sinceWords(), allowed, m.unbounded)
	default:
		b.unsure = fmt.Sprintf("%s; %s, and for how long it was missing before is not known: it was released %s", m.sinceWords(), allowed, inWords(m.released))
	}
	return b
}

func inWords(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

func (m *missedPatch) sinceWords() string {
	switch m.knownFrom() {
	case statuses.SinceObserved:
		return fmt.Sprintf("Missing since a time between the scans of %s and %s", inWords(m.after), inWords(m.since))
	case statuses.SinceReading:
		return fmt.Sprintf("Missing at least since %s, when it was first read: its scan has no end time that can be", inWords(m.since))
	}
	return fmt.Sprintf("Missing at least since %s, the first scan that was read", inWords(m.since))
}

// missed gives what nodes miss, by their row in the node list, with all that is known of since when.
func (e nodeEvidence) missed() func(node int32, n *openPatches) []missedPatch {
	product, platform := productsIn(e.nodes), text(e.nodes.Table, "platformName")
	return func(node int32, n *openPatches) []missedPatch {
		all := make([]missedPatch, len(n.patches))
		for i, p := range n.patches {
			m := missedPatch{openPatch: p.Value(), spell: n.spells[i]}
			m.days = daysFor(e.overdueDays, m.severity)
			m.released, m.unbounded = e.released(&m, product(node), platform(node))
			all[i] = m
		}
		return all
	}
}

// released gives when a patch was released, and why that doesn't tell since when it can be missing; empty where it does.
func (e nodeEvidence) released(m *missedPatch, product, platform string) (released time.Time, unbounded string) {
	if product == "" {
		return time.Time{}, "AWS tells no release dates for " + cmp.Or(platform, "an operating system that is not known")
	}
	patch, ok := m.availableAs(product)
	if !ok {
		return time.Time{}, "which version of the package is missing is not known"
	}
	released, read := e.releases[patch]
	switch {
	case !read:
		return released, e.unreadRelease
	case released.IsZero():
		return released, "AWS does not list it among the patches that it tells release dates of"
	case product != windowsUpdates:
		return released, fmt.Sprintf("this version was released %s, but the package may have been missing in an earlier one", inWords(released))
	case released.After(m.since):
		return released, fmt.Sprintf("AWS dates its release %s, later than the scan", inWords(released))
	}
	return released, ""
}

// nodeOverdue is what is known of when a node is overdue, which it is as soon as one of the patches is that it misses.
type nodeOverdue struct {
	bounds
	// oldest is when the oldest of these patches was released; zero where that isn't known of all.
	oldest time.Time
}

// overdue gives what is known of when each row of the node table is overdue.
func (e nodeEvidence) overdue(j nodeJoin) []nodeOverdue {
	id, facts, channel, missed := text(e.nodes.Table, "nodeId"), e.patchFacts(j), e.channels(j), e.missed()
	state, ended := scansIn(e.states.Table), moment(e.compliance.Table, "complianceExecutionTime")
	nonCompliant := count(e.compliance.Table, "nonCompliantCount")
	unread := map[string]string{}
	for _, n := range e.missing.unread {
		unread[n.id] = n.why
	}
	all := make([]nodeOverdue, len(j.nodes))
	for row := range all {
		bucket, reason := facts(row).bucket()
		scan := patchScan{channel: channel(row)}
		switch scan.channel {
		case channelState:
			scan = state(j.states[row])
		case channelCompliance:
			scan.ended, scan.nonCompliant = ended(j.compliance[row]), nonCompliant(j.compliance[row])
		}
		misses := bucket == statuses.Missing || bucket == statuses.Failed
		n, read := e.missing.nodes[id(j.nodes[row])]
		switch why := unread[id(j.nodes[row])]; {
		case bucket == statuses.Compliant:
			all[row] = e.overdueAfter(scan)
		case !misses && (bucket == statuses.Unknown || bucket == statuses.NeverReported || bucket == statuses.Unmanaged):
			all[row].unsure = reason
		case !misses:
			all[row].unsure = reason + "; it misses no patch, and days are counted of missing ones alone"
		case why != "":
			all[row].unsure = "Which patches it misses could not be read: " + why
		case !read || !n.scan.covers(scan):
			all[row].unsure = e.unreadMissing
		default:
			all[row] = e.overdueBy(&n, missed(j.nodes[row], &n))
		}
	}
	return all
}

// overdueAfter is of a node that misses nothing by a scan: what it has come to miss since can't be overdue before the days have passed
// that are allowed for the worst.
func (e nodeEvidence) overdueAfter(scan patchScan) nodeOverdue {
	if scan.ended.IsZero() || scan.ended.Sub(e.now) > columns.ClocksDiffer {
		return nodeOverdue{bounds: bounds{unsure: "Its scan has no end time that can be, so that what has become missing since is not known"}}
	}
	return nodeOverdue{bounds: bounds{
		earliest: afterDays(scan.ended, e.overdueDays.Critical),
		ahead:    fmt.Sprintf("No patch was missing in the scan of %s", inWords(scan.ended)),
		unsure: fmt.Sprintf("No patch was missing in the scan of %s; %d days are allowed for Critical, and what has become missing since is not known",
			inWords(scan.ended), e.overdueDays.Critical),
	}}
}

// overdueBy is of a node that misses patches.
func (e nodeEvidence) overdueBy(n *openPatches, patches []missedPatch) nodeOverdue {
	if len(patches) == 0 {
		return nodeOverdue{bounds: bounds{unsure: "AWS calls it noncompliant, but lists no patch that it misses"}}
	}
	node := e.overdueAfter(n.scan)
	if !node.earliest.IsZero() {
		seen := fmt.Sprintf("None of %s in the scan of %s can be overdue yet", patchesMissing(len(patches)), inWords(n.scan.ended))
		node.ahead = seen
		node.unsure = fmt.Sprintf("%s; %d days are allowed for Critical, and what has become missing since is not known", seen, e.overdueDays.Critical)
	}
	if !n.isWhole() {
		node.earliest, node.unsure = time.Time{}, "AWS lists fewer patches as missing than it counts"
	}
	isOldestKnown := true
	for i := range patches {
		m := &patches[i]
		b := m.bounds()
		said := func(words string) string { return fmt.Sprintf("%s: %s", m.id(), words) }
		if node.latest.IsZero() || b.latest.Before(node.latest) {
			node.latest, node.passed = b.latest, said(b.passed)
		}
		if !node.earliest.IsZero() && b.earliest.Before(node.earliest) {
			node.earliest, node.unsure = b.earliest, said(b.unsure)
		}
		isOldestKnown = isOldestKnown && !m.released.IsZero()
		if node.oldest.IsZero() || m.released.Before(node.oldest) {
			node.oldest = m.released
		}
	}
	if !isOldestKnown {
		node.oldest = time.Time{}
	}
	return node
}

func patchesMissing(count int) string { return patches(count, "missing") }

// noncompliant gives since when a row of the node table is noncompliant; nothing where it isn't, or nobody knows.
func (e nodeEvidence) noncompliant(j nodeJoin) func(row int) spell {
	id, facts, channel := text(e.nodes.Table, "nodeId"), e.patchFacts(j), e.channels(j)
	ended, executed := moment(e.states.Table, "patchOperationEnd"), moment(e.compliance.Table, "complianceExecutionTime")
	return func(row int) spell {
		var known map[string]spell
		var scanned time.Time
		switch channel(row) {
		case channelState:
			known, scanned = e.states.spells, ended(j.states[row])
		case channelCompliance:
			known, scanned = e.compliance.spells, executed(j.compliance[row])
		}
		switch bucket, _ := facts(row).bucket(); bucket {
		case statuses.Failed, statuses.Missing, statuses.Rejected, statuses.PendingReboot:
			if s, ok := known[id(j.nodes[row])]; ok {
				return s
			}
			return spell{since: scanned}
		case statuses.SecurityAvailable:
			// By what its baseline says now: what it said at earlier scans nobody knows.
			return spell{since: scanned}
		}
		return spell{}
	}
}

// The columns of words that [addOverdue] chooses from.
const (
	overdueWords    = "overdueWords"
	notOverdueWords = "notOverdueWords"
	maybeWords      = "maybeOverdueWords"
)

// setBounds adds the columns from which [addOverdue] tells what is overdue.
func setBounds(t *columns.Table, all func() []bounds) {
	at := func(name string, of func(*bounds) time.Time) {
		t.SetLazy(name, func() columns.Column { return columns.NewTimes(each(all(), of)) })
	}
	at("dueBy", func(b *bounds) time.Time { return b.latest })
	at("dueNotBefore", func(b *bounds) time.Time { return b.earliest })
	said := func(name string, of func(*bounds) string) {
		t.SetLazy(name, func() columns.Column { return columns.NewStrings(each(all(), of)) })
	}
	said(overdueWords, func(b *bounds) string { return b.passed })
	said(notOverdueWords, func(b *bounds) string { return b.ahead })
	said(maybeWords, func(b *bounds) string { return b.unsure })
}

// addOverdue adds to rows what of them is overdue at a moment, and why.
func addOverdue(t, rows *columns.Table, now time.Time) {
	column := func(name string) columns.Column {
		c, _ := rows.Column(name)
		return c
	}
	overdue := func() columns.Passed { return columns.NewPassed(column("dueNotBefore"), column("dueBy"), now) }
	t.SetLazy("overdue", func() columns.Column { return overdue() })
	t.SetLazy("overdueReason", func() columns.Column {
		is, yes, no, maybe := overdue(), column(overdueWords), column(notOverdueWords), column(maybeWords)
		reasons := make([]string, rows.Rows())
		for row := range reasons {
			words := maybe
			switch {
			case is.Bool(row):
				words = yes
			case is.Has(row):
				words = no
			}
			reasons[row] = words.String(row)
		}
		return columns.NewStrings(reasons)
	})
}

var (
	scanTimes       = []schema.Source{schema.From(patchStated, "OperationEndTime"), schema.From(verdictOf, "ExecutionSummary.ExecutionTime")}
	overdueSources  = slices.Concat([]schema.Source{schema.From(patchesOf, "Severity"), schema.From(itemsOf, "Details"), schema.From(availableOf, "ReleaseDate")}, scanTimes, []schema.Source{schema.Elsewhere("settings")})
	releasedSources = []schema.Source{schema.From(availableOf, "ReleaseDate"), schema.From(patchesOf, "KBId", "Title"), schema.From(patchStated)}
)

// overdueColumns describe what [setBounds] and [addOverdue] add; of says what of: "the patch". Where release dates can't be read,
// nobody knows how many are not overdue; only names what else some values are known from alone.
func overdueColumns(of string, shown bool, only map[string]awsapi.Operation) []schema.Column {
	return []schema.Column{
		{Name: "overdue", Label: "Overdue", Kind: columns.Boolean, Derived: true, Default: shown, Sources: overdueSources, OnlyFrom: only,
			Description: "Whether " + of + " has been missing for longer than the data source's settings allow for its severity; empty where that is not known, as overdueReason says"},
		{Name: "overdueReason", Label: "Overdue reason", Derived: true, Sources: overdueSources,
			Description: "Why it is overdue, is not, or why that is not known, in words"},
		{Name: "dueBy", Label: "Due by", Kind: columns.Time, Derived: true, Sources: overdueSources,
			Description: "From when on it is certainly overdue: the allowed days after the latest time at which " + of + " can have begun to be missing"},
		{Name: "dueNotBefore", Label: "Due not before", Kind: columns.Time, Derived: true, Sources: overdueSources,
			Description: "Until when it is certainly not overdue: the allowed days after the earliest time at which " + of + " can have begun to be missing; empty where that is not known"},
	}
}

// missingSinceColumns describe since when a patch is missing.
func missingSinceColumns() []schema.Column {
	return append([]schema.Column{
		{Name: "missingSince", Label: "Missing since", Kind: columns.Time, Derived: true, Default: true, Sources: scanTimes,
			Description: "It is missing at least since then: the end of the earliest of those scans in a row that were read and in which it was; it may have been for longer"},
		{Name: "missingSinceFrom", Label: "Missing since, known from", Set: statuses.SinceFrom, Derived: true, Sources: scanTimes,
			Description: "What that is known from: observed (an earlier scan that was read did not have it), scan (the first scan that was read has it) or reading (that scan has no end time: when it was read)"},
		{Name: "missingNotBefore", Label: "Missing not before", Kind: columns.Time, Derived: true, Sources: slices.Concat(scanTimes, releasedSources[:1]),
			Description: "It was not missing before then: the end of the last scan that was read without it or, of Windows, its release; empty where neither is known"},
		{Name: "releasedAt", Label: "Released", Kind: columns.Time, Derived: true, Sources: releasedSources,
			Description: "When it was released, of several updates of one number the first; AWS tells it of Windows Server, Amazon Linux 1 and Amazon Linux 2 alone"},
	}, overdueColumns("the patch", true, map[string]awsapi.Operation{"false": availableOf})...)
}

// noncompliantColumns describe since when a node is noncompliant, and whether it is overdue.
func noncompliantColumns() []schema.Column {
	only := map[string]awsapi.Operation{"true": verdictOf, "false": availableOf}
	return slices.Concat([]schema.Column{
		{Name: "noncompliantSince", Label: "Noncompliant since", Kind: columns.Time, Derived: true, Sources: scanTimes,
			Description: "It is noncompliant at least since then: the end of the earliest of those scans in a row that were read and in which it was; it may have been for longer. Empty where it isn't, or that is not known"},
		{Name: "noncompliantSinceFrom", Label: "Noncompliant since, known from", Set: statuses.SinceFrom, Derived: true, Sources: scanTimes,
			Description: "What that is known from: observed (an earlier scan that was read was compliant), scan (the first scan that was read) or reading (that scan has no end time: when it was read)"},
		{Name: "noncompliantAge", Label: "Noncompliant for", Kind: columns.Number, Unit: "s", Derived: true, Sources: scanTimes,
			Description: "Time since noncompliantSince: it has been noncompliant at least for so long"},
		{Name: "oldestMissingReleased", Label: "Oldest missing patch released", Kind: columns.Time, Derived: true, Sources: releasedSources,
			Description: "When the oldest of the patches that it misses was released: none of them is missing for longer; empty where AWS doesn't tell it of all of them"},
	}, overdueColumns("one of the patches that it misses", false, only))
}
