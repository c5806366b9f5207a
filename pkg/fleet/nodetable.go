package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// nodeEvidence is what is known of a place's nodes at one moment.
type nodeEvidence struct {
	nodes      nodeList
	listed     bool // the node list is whole
	accused    bool // it lacks nodes that other evidence has
	states     patchStates
	unread     string // why the patch state of a node that AWS was not asked for isn't known
	compliance verdictList
	noVerdict  string // why it isn't known whether a node has a verdict that nobody has looked for
	// verdictFailed: that is because they could not be read.
	verdictFailed bool
	baselines     baselines
	unreadRule    string // why what a baseline counts isn't known that isn't among them
	instances     table
	// When the node list and the EC2 instances were read; zero where they have not been read whole. listReadThere is by AWS's clock.
	listRead, listReadThere, instancesRead time.Time
	tags                                   table
	untagged                               string // why not all tags are known; empty where they are
	runs                                   patchRuns
	unreadRuns                             string // why it isn't known what installs patches; empty where that was read
	activations                            table
	missing                                patchCrawl
	unreadMissing                          string // why it isn't known which patches a node misses
	releases                               releases
	unreadRelease                          string // why it isn't known when a patch was released
	overdueDays                            awsapi.OverdueDays
	now                                    time.Time // when it was looked at, by AWS's clock
	providerTag                            string
	// The oldest reading that a row is made of.
	oldestManaged, oldestUnmanaged time.Time
}

// nodeEvidence is what is known of its nodes, for the fleet's settings.
func (v *view) nodeEvidence() nodeEvidence {
	e := nodeEvidenceOf(v.place, v.providerTag)
	e.overdueDays = v.overdueDays
	return e
}

func nodeEvidenceOf(p *place, providerTag string) nodeEvidence {
	now := time.Now()
	e := nodeEvidence{
		nodes:       nodeLists.known(p),
		listed:      nodeLists.in(p).whole(),
		states:      patchStateBatches.known(p),
		compliance:  verdicts.known(p),
		baselines:   patchBaselines.known(p),
		instances:   instances.known(p),
		tags:        tagLists.known(p),
		activations: activations.known(p),
		missing:     missingPatches.known(p),
		releases:    patchReleases.known(p),
		providerTag: providerTag,
		unread:      "Its patch state has not been read yet",
		noVerdict:   "AWS's compliance summaries have not been read yet",
		unreadRule:  "the baseline has not been read yet",

		now:           p.account.registry.traffic.Now(),
		unreadMissing: "Which patches it misses has not been read yet",
		unreadRelease: "when it was released has not been read yet",
	}
	failure := nodeLists.in(p).status(now).Failure
	e.accused = failure != nil && failure.Accused
	e.listRead, e.instancesRead = nodeLists.in(p).status(now).AsOf, instances.in(p).status(now).AsOf
	e.listReadThere = p.account.registry.traffic.ByTheirClock(e.listRead)
	switch status := patchStateBatches.in(p).status(now); {
	case status.Failure != nil:
		e.unread = "Its patch state could not be read: " + status.Failure.Message()
	case !status.AsOf.IsZero():
		e.unread = fmt.Sprintf("Its patch state has not been read yet: the node is newer than the last reading, at %s", status.AsOf.UTC().Format("15:04 UTC"))
	}
	switch status := verdicts.in(p).status(now); {
	case e.compliance.nodes != nil:
		e.noVerdict = fmt.Sprintf("the node is newer than the last reading of AWS's compliance summaries, at %s", status.AsOf.UTC().Format("15:04 UTC"))
	case status.Failure != nil:
		e.noVerdict, e.verdictFailed = "AWS's compliance summaries could not be read: "+status.Failure.Message(), true
	}
	e.runs = installRuns.known(p)
	e.untagged = notWhole(tagLists.in(p), now, "the list of tags")
	e.unreadRuns = notWhole(installRuns.in(p), now, "what maintenance windows and associations do")
	if failure := patchBaselines.in(p).status(now).Failure; failure != nil {
		e.unreadRule = "the baseline could not be read: " + failure.Message()
	}
	if failure := missingPatches.in(p).status(now).Failure; failure != nil {
		e.unreadMissing = "Which patches it misses could not be read: " + failure.Message()
	}
	if failure := patchReleases.in(p).status(now).Failure; failure != nil {
		e.unreadRelease = "when it was released could not be read: " + failure.Message()
	}
	e.oldestUnmanaged = oldest(now, p, nodeLists, instances, tagLists)
	e.oldestManaged = oldest(now, p, nodeLists, instances, tagLists, patchStateBatches, verdicts, patchBaselines, activations)
	return e
}

// notWhole says why what a target reads isn't known to be all that there is; empty where it is.
func notWhole(t anyTarget, now time.Time, what string) string {
	failure := t.status(now).Failure
	switch {
	case t.whole():
		return ""
	case failure != nil:
		return what + " could not be read: " + failure.Message()
	}
	return what + " has not been read yet"
}

// oldest gives the time of the oldest evidence of these feeds; zero where there is none.
func oldest(now time.Time, p *place, of ...anyFeed) (oldest time.Time) {
	for _, f := range of {
		if asOf := p.targets[f.at()].status(now).Oldest; !asOf.IsZero() && (oldest.IsZero() || asOf.Before(oldest)) {
			oldest = asOf
		}
	}
	return oldest
}

// table makes a place's part of the resource `nodes`, but for the columns that depend on the moment of the question.
func (e nodeEvidence) table(v *view) *columns.Table {
	j := e.join()
	t := columns.NewTable(len(j.nodes))
	unmanaged := len(j.nodes) - j.managed
	// A column that both the node list and EC2 have comes from EC2 for the instances that SSM doesn't manage.
	for _, name := range e.nodes.Names() {
		t.SetLazy(name, func() columns.Column {
			return columns.Concat(pick(e.nodes.Table, name, j.nodes[:j.managed]), pick(e.instances.Table, name, j.instances[j.managed:]))
		})
	}
	t.SetLazy("pingStatus", func() columns.Column {
		return columns.Concat(pick(e.nodes.Table, "pingStatus", j.nodes[:j.managed]), constant(statuses.PingUnknown, unmanaged))
	})
	t.SetLazy("associationStatus", func() columns.Column { return e.associationStatuses(j) })
	join := func(from *columns.Table, rows []int32) {
		for _, name := range from.Names() {
			t.SetLazy(name, func() columns.Column { return columns.Concat(pick(from, name, rows)) })
		}
	}
	join(e.states.Table, j.states)
	join(e.compliance.Table, j.compliance)
	join(e.tags.Table, j.tags)
	t.SetLazy(planColumn, func() columns.Column { return e.plans(j) })
	e.derive(t, j)
	v.locate(t)
	addConsoleLinks(t, v.region)
	return t
}

// associationStatuses adds to those of the node list what is known of the instances that aren't in it: one that SSM doesn't
// manage has no association.
func (e nodeEvidence) associationStatuses(j nodeJoin) columns.Column {
	unlisted := columns.Pick{Of: columns.NewStrings([]string{statuses.AssociationUnknown, statuses.AssociationNone})}
	for _, instance := range j.instances[j.managed:] {
		status := int32(0)
		if e.isUnmanaged(instance) {
			status = 1
		}
		unlisted.From = append(unlisted.From, status)
	}
	return columns.Concat(pick(e.nodes.Table, "associationStatus", j.nodes[:j.managed]), unlisted)
}

// derive adds the columns that follow from several pieces of evidence.
func (e nodeEvidence) derive(t *columns.Table, j nodeJoin) {
	rows := len(j.nodes)
	eachRow := func(value func(row int) string) func() columns.Column {
		return func() columns.Column {
			values := make([]string, rows)
			for row := range values {
				values[row] = value(row)
			}
			return columns.NewStrings(values)
		}
	}
	t.SetLazy("managed", func() columns.Column {
		managed := slices.Repeat([]columns.Truth{columns.True}, rows)
		for row := j.managed; row < rows; row++ {
			managed[row] = columns.Neither
			if e.isUnmanaged(j.instances[row]) {
				managed[row] = columns.False
			}
		}
		return columns.NewBooleans(managed)
	})
	t.SetLazy("asOf", func() columns.Column {
		return columns.NewTimes(slices.Concat(
			slices.Repeat([]time.Time{e.oldestManaged}, j.managed), slices.Repeat([]time.Time{e.oldestUnmanaged}, rows-j.managed)))
	})

	activation := e.activationNames(j)
	t.SetLazy("activationName", eachRow(activation))
	t.SetLazy("name", eachRow(e.displayNames(j, activation)))

	providers := sync.OnceValue(func() []foundProvider { return e.providers(j) })
	t.SetLazy("provider", eachRow(func(row int) string { return providers()[row].provider }))
	t.SetLazy("providerRule", eachRow(func(row int) string { return providers()[row].rule }))

	facts := sync.OnceValue(func() func(int) patchFacts { return e.patchFacts(j) })
	t.SetLazy("patchBucket", eachRow(func(row int) string { bucket, _ := facts()(row).bucket(); return bucket }))
	t.SetLazy("patchReason", eachRow(func(row int) string { _, reason := facts()(row).bucket(); return reason }))

	channel := e.channels(j)
	t.SetLazy("patchChannel", eachRow(channel))
	t.SetLazy("patchReported", func() columns.Column {
		ended, executed := moment(e.states.Table, "patchOperationEnd"), moment(e.compliance.Table, "complianceExecutionTime")
		return columns.NewTimes(byChannel(j, channel, ended, executed, time.Time{}))
	})
	since := sync.OnceValue(func() []spell {
		noncompliant := e.noncompliant(j)
		spells := make([]spell, rows)
		for row := range spells {
			spells[row] = noncompliant(row)
		}
		return spells
	})
	t.SetLazy("noncompliantSince", func() columns.Column {
		return columns.NewTimes(each(since(), func(s *spell) time.Time { return s.since }))
	})
	t.SetLazy("noncompliantSinceFrom", func() columns.Column { return columns.NewStrings(each(since(), (*spell).knownFrom)) })
	overdue := sync.OnceValue(func() []nodeOverdue { return e.overdue(j) })
	setBounds(t, func() []bounds { return each(overdue(), func(o *nodeOverdue) bounds { return o.bounds }) })
	t.SetLazy("oldestMissingReleased", func() columns.Column {
		return columns.NewTimes(each(overdue(), func(o *nodeOverdue) time.Time { return o.oldest }))
	})
	t.SetLazy("criticalPatchCount", func() columns.Column {
		state, summary := number(e.states.Table, "criticalNonCompliantCount"), number(e.compliance.Table, "nonCompliantCriticalCount")
		return columns.NewNumbers(byChannel(j, channel, state, summary, columns.None()))
	})
}

// activationNames gives the DefaultInstanceName of each node's activation; where that is gone, the name that the node was
// registered with.
func (e nodeEvidence) activationNames(j nodeJoin) func(row int) string {
	activationID := text(e.nodes.Table, "activationId")
	registered := text(e.nodes.Table, registeredName)
	name := text(e.activations.Table, "defaultInstanceName")
	return func(row int) string {
		if found := name(e.activations.row(activationID(j.nodes[row]))); found != "" {
			return found
		}
		return registered(j.nodes[row])
	}
}

func (e nodeEvidence) displayNames(j nodeJoin, activation func(row int) string) func(row int) string {
	id, instanceID := text(e.nodes.Table, "nodeId"), text(e.instances.Table, "nodeId")
	computerName, sourceType := text(e.nodes.Table, "computerName"), text(e.nodes.Table, "sourceType")
	ec2Name, tag := text(e.instances.Table, nameTag), text(e.tags.Table, tagColumn("Name"))
	return func(row int) string {
		node, instance := j.nodes[row], j.instances[row]
		return displayName(cmp.Or(ec2Name(instance), tag(j.tags[row])), computerName(node), sourceType(node), activation(row),
			cmp.Or(id(node), instanceID(instance)))
	}
}

type foundProvider struct{ provider, rule string }

func (e nodeEvidence) providers(j nodeJoin) []foundProvider {
	// Thousands of nodes share a few texts.
	read := map[string]string{}
	inWords := func(words string) string {
		provider, known := read[words]
		if !known {
			provider = providerInWords(words)
			read[words] = provider
		}
		return provider
	}
	origin := e.origins(j)
	found := make([]foundProvider, len(j.nodes))
	for row := range found {
		found[row].provider, found[row].rule = origin(row).provider(inWords)
	}
	return found
}

func (e nodeEvidence) origins(j nodeJoin) func(row int) origin {
	sourceType, resourceType := text(e.nodes.Table, "sourceType"), text(e.nodes.Table, "resourceType")
	instanceResource := text(e.instances.Table, "resourceType")
	connector, tag := text(e.tags.Table, tagColumn(connectorTag)), text(e.tags.Table, tagColumn(e.providerTag))
	activationID, registered := text(e.nodes.Table, "activationId"), text(e.nodes.Table, registeredName)
	words := text(e.activations.Table, activationWords)
	return func(row int) origin {
		node := j.nodes[row]
		o := origin{
			sourceType: sourceType(node), resourceType: resourceType(node),
			connector: connector(j.tags[row]), tag: tag(j.tags[row]),
			activation: registered(node) + " " + words(e.activations.row(activationID(node))),
		}
		if node < 0 {
			o.resourceType = instanceResource(j.instances[row])
		}
		return o
	}
}

// The channels by which AWS has patch results. AWS-RunPatchBaseline reports patch states, AWS-RunPatchBaselineAssociation
// reports compliance items alone.
const (
	channelState      = "patchState"
	channelCompliance = "complianceSummary"
)

// channels gives the channel that decides on a node's patches; none where nothing was reported, or it isn't known whether.
func (e nodeEvidence) channels(j nodeJoin) func(row int) string {
	id := text(e.nodes.Table, "nodeId")
	return func(row int) string {
		switch {
		case j.nodes[row] < 0 || !e.states.asked[id(j.nodes[row])]:
			return ""
		case j.states[row] >= 0:
			return channelState
		case j.compliance[row] >= 0:
			return channelCompliance
		}
		return ""
	}
}

// byChannel gives of each node what the channel that decides on its patches says.
func byChannel[Value any](j nodeJoin, channel func(row int) string, state, summary func(row int32) Value, none Value) []Value {
	values := make([]Value, len(j.nodes))
	for row := range values {
		switch channel(row) {
		case channelState:
			values[row] = state(j.states[row])
		case channelCompliance:
			values[row] = summary(j.compliance[row])
		default:
			values[row] = none
		}
	}
	return values
}

func (e nodeEvidence) patchFacts(j nodeJoin) func(row int) patchFacts {
	id := text(e.nodes.Table, "nodeId")
	state, verdict := e.stateFacts(), e.verdictFacts(j)
	return func(row int) patchFacts {
		node := j.nodes[row]
		if node < 0 {
			return patchFacts{unlisted: true, unread: e.undecided(j.instances[row])}
		}
		f := patchFacts{state: state(j.states[row]), verdict: verdict(row)}
		if nodeID := id(node); e.states.untaken[nodeID] {
			f.unread = "AWS's patch operations don't take an ID of this kind"
		} else if !e.states.asked[nodeID] {
			f.unread = e.unread
		} else if f.state == nil {
			f.unread = e.states.whyNone(nodeID)
		}
		return f
	}
}

func (e nodeEvidence) stateFacts() func(row int32) *stateFacts {
	failed, missing := count(e.states.Table, "failedCount"), count(e.states.Table, "missingCount")
	rejected, pendingReboot := count(e.states.Table, "installedRejectedCount"), count(e.states.Table, "installedPendingRebootCount")
	securityUpdate := count(e.states.Table, "availableSecurityUpdateCount")
	critical, security := count(e.states.Table, "criticalNonCompliantCount"), count(e.states.Table, "securityNonCompliantCount")
	other := count(e.states.Table, "otherNonCompliantCount")
	ended, baseline := moment(e.states.Table, "patchOperationEnd"), text(e.states.Table, "baselineId")
	return func(row int32) *stateFacts {
		if row < 0 {
			return nil
		}
		s := &stateFacts{
			failed: failed(row), missing: missing(row), rejected: rejected(row), pendingReboot: pendingReboot(row),
			securityUpdate: securityUpdate(row), critical: critical(row), security: security(row), other: other(row),
			ended: !ended(row).IsZero(), baseline: baseline(row),
		}
		var read bool
		if s.rule, read = e.baselines[s.baseline]; !read {
			s.rule.unknown = e.unreadRule
		}
		return s
	}
}

func (e nodeEvidence) verdictFacts(j nodeJoin) func(row int) verdictFacts {
	word, at := text(e.compliance.Table, "complianceStatus"), moment(e.compliance.Table, "complianceExecutionTime")
	nonCompliant, id := count(e.compliance.Table, "nonCompliantCount"), text(e.nodes.Table, "nodeId")
	var bySeverity [len(severities)]func(row int32) int
	for i, name := range severityColumns {
		bySeverity[i] = count(e.compliance.Table, name)
	}
	return func(row int) verdictFacts {
		summary := j.compliance[row]
		if summary < 0 {
			if _, looked := e.compliance.nodes[id(j.nodes[row])]; looked {
				return verdictFacts{}
			}
			return verdictFacts{unread: e.noVerdict, pending: !e.verdictFailed}
		}
		v := verdictFacts{given: true, word: word(summary), at: at(summary), nonCompliant: nonCompliant(summary)}
		for i, count := range bySeverity {
			v.bySeverity[i] = count(summary)
		}
		return v
	}
}
