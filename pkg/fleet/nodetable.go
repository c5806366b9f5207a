package fleet

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// nodeEvidence is what is known of a place's nodes at one moment.
type nodeEvidence struct {
	nodes       nodeList
	listed      bool // the node list is whole
	states      patchStates
	unread      string // why the patch state of a node that AWS was not asked for isn't known
	compliance  table
	baselines   baselines
	instances   table
	tags        table
	activations table
	providerTag string
	// The oldest reading that a row is made of.
	oldestManaged, oldestUnmanaged time.Time
}

func nodeEvidenceOf(p *place) nodeEvidence {
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
		providerTag: p.account.settings.Load().ProviderTag,
		unread:      "Its patch state has not been read yet",
	}
	switch status := patchStateBatches.in(p).status(now); {
	case status.Failure != nil:
		e.unread = "Its patch state could not be read: " + status.Failure.Message()
	case !status.AsOf.IsZero():
		e.unread = fmt.Sprintf("Its patch state has not been read yet: the node is newer than the last reading, at %s", status.AsOf.UTC().Format("15:04 UTC"))
	}
	e.oldestUnmanaged = oldest(now, p, nodeLists, instances, tagLists)
	e.oldestManaged = oldest(now, p, nodeLists, instances, tagLists, patchStateBatches, verdicts, patchBaselines, activations)
	return e
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
func (e nodeEvidence) table(p *place) *columns.Table {
	j := e.join()
	t := columns.NewTable(len(j.nodes))
	unmanaged := len(j.nodes) - j.managed
	// A column that both the node list and EC2 have comes from EC2 for the instances that SSM doesn't manage.
	for _, name := range e.nodes.Names() {
		t.SetLazy(name, func() columns.Column {
			return columns.Concat(pick(e.nodes.Table, name, j.nodes[:j.managed]), pick(e.instances.Table, name, j.instances[j.managed:]))
		})
	}
	setWithDefault := func(name, otherwise string) {
		t.SetLazy(name, func() columns.Column {
			return columns.Concat(pick(e.nodes.Table, name, j.nodes[:j.managed]), constant(otherwise, unmanaged))
		})
	}
	setWithDefault("pingStatus", statuses.PingUnknown)
	setWithDefault("associationStatus", statuses.AssociationNone)
	join := func(from *columns.Table, rows []int32) {
		for _, name := range from.Names() {
			t.SetLazy(name, func() columns.Column { return columns.Concat(pick(from, name, rows)) })
		}
	}
	join(e.states.Table, j.states)
	join(e.compliance.Table, j.compliance)
	join(e.tags.Table, j.tags)
	e.derive(t, j)
	p.locate(t)
	addConsoleLinks(t, p.region)
	return t
}

// derive adds the columns that follow from several pieces of evidence.
func (e nodeEvidence) derive(t *columns.Table, j nodeJoin) {
	rows := len(j.nodes)
	each := func(value func(row int) string) func() columns.Column {
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
	t.SetLazy("activationName", each(activation))
	t.SetLazy("name", each(e.displayNames(j, activation)))

	providers := sync.OnceValue(func() []foundProvider { return e.providers(j) })
	t.SetLazy("provider", each(func(row int) string { return providers()[row].provider }))
	t.SetLazy("providerRule", each(func(row int) string { return providers()[row].rule }))

	facts := sync.OnceValue(func() func(int) patchFacts { return e.patchFacts(j) })
	t.SetLazy("patchBucket", each(func(row int) string { bucket, _ := facts()(row).bucket(); return bucket }))
	t.SetLazy("patchReason", each(func(row int) string { _, reason := facts()(row).bucket(); return reason }))
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
		name := ec2Name(instance)
		nodeID := id(node)
		if nodeID == "" {
			nodeID = instanceID(instance)
		}
		if name == "" && isInstanceID(nodeID) {
			name = tag(j.tags[row])
		}
		return displayName(name, computerName(node), sourceType(node), activation(row), nodeID)
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

func (e nodeEvidence) patchFacts(j nodeJoin) func(row int) patchFacts {
	id := text(e.nodes.Table, "nodeId")
	failed, missing := count(e.states.Table, "failedCount"), count(e.states.Table, "missingCount")
	rejected := count(e.states.Table, "installedRejectedCount")
	pendingReboot := count(e.states.Table, "installedPendingRebootCount")
	security := count(e.states.Table, "availableSecurityUpdateCount")
	baseline := text(e.states.Table, "baselineId")
	verdict := text(e.compliance.Table, "complianceStatus")
	instanceState := text(e.instances.Table, "instanceState")
	return func(row int) patchFacts {
		state := j.states[row]
		if j.nodes[row] < 0 {
			return patchFacts{unlisted: instanceState(j.instances[row])}
		}
		f := patchFacts{
			reported: state >= 0,
			failed:   failed(state), missing: missing(state), rejected: rejected(state), pendingReboot: pendingReboot(state),
			securityUpdate: security(state), baseline: baseline(state), verdict: verdict(j.compliance[row]),
		}
		if nodeID := id(j.nodes[row]); e.states.untaken[nodeID] {
			f.unread = "AWS's patch operations don't take an ID of this kind"
		} else if !e.states.asked[nodeID] {
			f.unread = e.unread
		}
		if counts, ok := e.baselines[f.baseline]; ok {
			f.securityCounts = &counts
		}
		return f
	}
}
