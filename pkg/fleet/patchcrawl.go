package fleet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unique"

	"golang.org/x/sync/errgroup"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// nodesAtOnce is how many nodes of one place are asked about at one time. The limiter sets the pace, as for [patchBatchesAtOnce].
const nodesAtOnce = 16

// patchScan is what a node's patches are known to be of: they are read again when it has changed, and only then.
type patchScan struct {
	channel string
	// ended is when the patch operation ended, or the execution that reported compliance items; zero where AWS doesn't say.
	ended time.Time
	// What it counts, [notCounted] where AWS gives no count: by its patch state, or as noncompliant by the compliance summary.
	missing, failed, nonCompliant int
}

// covers tells whether what was read of this scan need not be read again of another one: it is the same, or an older one, as a node
// may be scanned anew between its patch state and its patches.
func (s patchScan) covers(other patchScan) bool {
	return s == other || s.channel == other.channel && s.ended.After(other.ended)
}

// openPatches is what a node misses by one scan.
type openPatches struct {
	id                     string
	scan                   patchScan
	patchGroup, baselineID string
	// patches are shared by all nodes that miss the same.
	patches []unique.Handle[openPatch]
	// listed is how many AWS listed: of a package in several versions, each.
	listed int
	// spells say since when, of each patch.
	spells []spell
	// clean is the end of the last scan that was read in which it missed nothing; zero where none was.
	clean time.Time
}

func (n *openPatches) values() []openPatch {
	return each(n.patches, func(p *unique.Handle[openPatch]) openPatch { return p.Value() })
}

// unreadNode is a node whose patches could not be read, and why.
type unreadNode struct{ id, why string }

// patchCrawl is what the nodes of a place miss that are known to miss something.
type patchCrawl struct {
	nodes  map[string]openPatches
	unread []unreadNode
	// past is what was read before of nodes that could not be read now.
	past map[string]openPatches
	// unsure is why it isn't known what nodes miss that have no patch state; empty where it is, or there are none.
	unsure string
	// unlisted says what the node list lacks; empty where it is whole.
	unlisted string
}

func (c patchCrawl) size() int { return len(c.nodes) }

// lacking says which nodes' patches are not among what was read.
func (c patchCrawl) lacking() string {
	var words []string
	byCause := map[string][]string{}
	for _, n := range c.unread {
		byCause[n.why] = append(byCause[n.why], n.id)
	}
	for _, why := range slices.Sorted(maps.Keys(byCause)) {
		ids := byCause[why]
		slices.Sort(ids)
		named := strings.Join(ids[:min(len(ids), namedGone)], ", ")
		if len(ids) > namedGone {
			named += ", ..."
		}
		noun := "nodes miss"
		if len(ids) == 1 {
			noun = "node misses"
		}
		words = append(words, fmt.Sprintf("which patches %d %s could not be read (%s): %s", len(ids), noun, named, why))
	}
	if c.unlisted != "" {
		words = append(words, "the node list was "+c.unlisted)
	}
	if c.unsure != "" {
		words = append(words, "which patches nodes without a patch state miss is not known: "+c.unsure)
	}
	return strings.Join(words, "; ")
}

// crawlPatches reads what those nodes miss whose counts say that something is missing or failed, while the patch states are still
// being read. Of a node that has not been scanned since it was read, what was read then is taken.
func crawlPatches(ctx context.Context, p *place, r *reading[patchCrawl]) (patchCrawl, error) {
	client, err := p.client(ctx)
	if err != nil {
		return patchCrawl{}, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c := newCrawler(r, client, stop)
	c.now = p.account.registry.traffic.Now
	var known patchStates
	for states, err := range follow(ctx, patchStateBatches.in(p)) {
		if err != nil {
			return c.end(err)
		}
		known = states
		c.crawl(ctx, scannedNodes(nodeLists.known(p), states))
	}
	if c.isFirst {
		r.waited()
	}
	c.restsOn(patchStateBatches.in(p))
	listed := nodeLists.known(p)
	unlisted := listed.lacking()
	if before, _, _ := r.before(); unlisted == "" && hasUnasked(listed, known) {
		// The list is whole again, and the patch states are still those of the other one.
		unlisted = before.unlisted
	}
	c.know(func(sofar *crawled) { sofar.unlisted = unlisted })
	stateless := statelessNodes(listed, known)
	if len(stateless) > 0 {
		summarized, err := summarizedNodes(ctx, p, stateless)
		var waits *waitsError
		if errors.As(err, &waits) {
			c.know(func(sofar *crawled) { sofar.unsure = waits.Error() })
		} else if err != nil {
			return c.end(err)
		} else {
			c.restsOn(verdicts.in(p))
		}
		c.crawl(ctx, summarized)
	}
	return c.end(nil)
}

// scannedNodes gives the listed nodes whose patch states count something as missing or failed, or don't say how much.
func scannedNodes(nodes nodeList, states patchStates) []openPatches {
	id, scan := text(nodes.Table, "nodeId"), scansIn(states.Table)
	group, baseline := text(states.Table, "patchGroup"), text(states.Table, "baselineId")
	var found []openPatches
	for row := range int32(nodes.Rows()) {
		if at := states.row(id(row)); at >= 0 {
			if s := scan(at); s.missing != 0 || s.failed != 0 {
				found = append(found, openPatches{id: id(row), scan: s, patchGroup: group(at), baselineID: baseline(at), clean: states.spells[id(row)].after})
			}
		}
	}
	return found
}

// scansIn gives the scans of the rows of patch states.
func scansIn(states *columns.Table) func(row int32) patchScan {
	ended := moment(states, "patchOperationEnd")
	missing, failed := count(states, "missingCount"), count(states, "failedCount")
	return func(row int32) patchScan {
		return patchScan{channel: channelState, ended: ended(row), missing: missing(row), failed: failed(row)}
	}
}

// hasUnasked tells whether there are nodes in the list that AWS has not been asked for the patch states of.
func hasUnasked(nodes nodeList, states patchStates) bool {
	return len(idsThat(nodes.rows, func(id string) bool { return !states.asked[id] && !states.untaken[id] })) > 0
}

// statelessNodes gives the listed nodes that AWS was asked for and has no patch state of.
func statelessNodes(nodes nodeList, states patchStates) []string {
	id := text(nodes.Table, "nodeId")
	var found []string
	for row := range int32(nodes.Rows()) {
		if states.asked[id(row)] && states.row(id(row)) < 0 {
			found = append(found, id(row))
		}
	}
	return found
}

// summarizedNodes gives those of the nodes that AWS's compliance summaries call noncompliant.
func summarizedNodes(ctx context.Context, p *place, ids []string) ([]openPatches, error) {
	var summaries verdictList
	for sofar, err := range follow(ctx, verdicts.in(p)) {
		if err != nil {
			return nil, err
		}
		summaries = sofar
	}
	word, at := text(summaries.Table, "complianceStatus"), moment(summaries.Table, "complianceExecutionTime")
	nonCompliant := count(summaries.Table, "nonCompliantCount")
	var found []openPatches
	for _, id := range ids {
		if row := summaries.row(id); word(row) == wordNonCompliant {
			found = append(found, openPatches{id: id, clean: summaries.spells[id].after,
				scan: patchScan{channel: channelCompliance, ended: at(row), nonCompliant: nonCompliant(row)}})
		}
	}
	return found, nil
}

// crawled is what a reading has got.
type crawled struct {
	nodes  []openPatches
	unread []unreadNode
	past   []openPatches
	// As those of [patchCrawl].
	unsure, unlisted string
}

func (c *crawled) evidence() patchCrawl {
	return patchCrawl{nodes: byNode(c.nodes), unread: c.unread, past: byNode(c.past), unsure: c.unsure, unlisted: c.unlisted}
}

func byNode(all []openPatches) map[string]openPatches {
	nodes := make(map[string]openPatches, len(all))
	for _, n := range all {
		nodes[n.id] = n
	}
	return nodes
}

// crawler is one reading of nodes' patches, many nodes at a time.
type crawler struct {
	*reading[patchCrawl]
	client *awsapi.Client
	now    func() time.Time // by AWS's clock
	// isFirst: nothing was read before it.
	isFirst bool
	had     map[string]openPatches // what earlier readings got
	stop    context.CancelFunc
	asking  errgroup.Group
	turns   chan struct{}
	seen    map[string]bool

	mu      sync.Mutex
	sofar   crawled
	failure error // that is one for all
	first   error // the first one of a node alone
	// itemsRefused is why compliance items may not be read.
	itemsRefused error
}

func newCrawler(r *reading[patchCrawl], client *awsapi.Client, stop context.CancelFunc) *crawler {
	c := &crawler{reading: r, client: client, stop: stop, turns: make(chan struct{}, nodesAtOnce), seen: map[string]bool{}}
	before, _, ok := r.before()
	c.isFirst = !ok
	c.had = map[string]openPatches{}
	maps.Copy(c.had, before.past)
	maps.Copy(c.had, before.nodes)
	parts, _ := leftAtAnyAge[crawled](r)
	maps.Copy(c.had, byNode(parts.nodes))
	return c
}

// crawl has nodes read that it was not given before, without waiting for it.
func (c *crawler) crawl(ctx context.Context, nodes []openPatches) {
	var asked []openPatches
	c.mu.Lock()
	for _, n := range nodes {
		if c.seen[n.id] {
			continue
		}
		c.seen[n.id] = true
		if known, ok := c.had[n.id]; ok && known.scan.covers(n.scan) {
			c.sofar.nodes = append(c.sofar.nodes, known)
		} else {
			asked = append(asked, n)
		}
	}
	c.tell()
	c.mu.Unlock()
	for _, n := range asked {
		c.asking.Go(func() error { return withoutPanic(func() error { c.ask(ctx, n); return nil }) })
	}
}

// ask reads one node's patches when it is its turn.
func (c *crawler) ask(ctx context.Context, n openPatches) {
	select {
	case c.turns <- struct{}{}:
		defer func() { <-c.turns }()
	case <-ctx.Done():
		return
	}
	err := c.refusal(n)
	if err == nil {
		err = n.read(ctx, c.client)
	}
	n.remember(c.had[n.id], c.now())
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err == nil:
		c.sofar.nodes = append(c.sofar.nodes, n)
	case ctx.Err() != nil || isForAll(n, err):
		c.fail(err)
	default:
		if awsapi.Explain(err).Kind == awsapi.Refused {
			c.itemsRefused = err
		}
		c.first = cmp.Or(c.first, err)
		c.sofar.unread = append(c.sofar.unread, unreadNode{n.id, awsapi.Explain(err).Message})
		if known, ok := c.had[n.id]; ok {
			c.sofar.past = append(c.sofar.past, known)
		}
		if len(c.sofar.nodes) == 0 && len(c.sofar.unread) >= nodesAtOnce {
			c.fail(c.first) // it is not the nodes
		}
	}
	c.tell()
}

// restsOn makes what is found as old as what told of whom to ask: who misses nothing since then isn't known to.
func (c *crawler) restsOn(of anyTarget) {
	if asOf := of.status(time.Now()).AsOf; !asOf.IsZero() && (c.resumed.IsZero() || asOf.Before(c.resumed)) {
		c.resumed = asOf
	}
}

// refusal gives why a node need not be asked about, as it would be refused.
func (c *crawler) refusal(n openPatches) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n.scan.channel == channelCompliance {
		return c.itemsRefused
	}
	return nil
}

// isForAll tells of a failure whether it would be that of the next node, too: the reading is tried again soon, then, and goes on. Where compliance items are refused, the nodes that
// have patch states are read all the same.
func isForAll(n openPatches, err error) bool {
	switch awsapi.Explain(err).Kind {
	case awsapi.Other, awsapi.Foreign, awsapi.Doubtful:
		return false
	case awsapi.Refused:
		return n.scan.channel == channelState
	}
	return true
}

// fail needs the lock. Nothing else is asked then.
func (c *crawler) fail(err error) {
	c.failure = cmp.Or(c.failure, err)
	c.stop()
}

// tell needs the lock. Slices only grow, so that what was told of them stays true.
func (c *crawler) tell() {
	sofar := c.sofar
	c.report(sofar.evidence, len(sofar.nodes)+len(sofar.unread), len(c.seen))
}

// know takes down what else there is to say of it.
func (c *crawler) know(say func(sofar *crawled)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	say(&c.sofar)
}

// end waits for the nodes that are being asked about. What was read is left to the next reading, should this one fail.
func (c *crawler) end(err error) (patchCrawl, error) {
	broken := c.asking.Wait()
	if len(c.sofar.nodes) == 0 {
		err = cmp.Or(err, c.first)
	}
	if err := cmp.Or(c.failure, err, broken); err != nil {
		c.leave(c.sofar)
		return patchCrawl{}, err
	}
	return c.sofar.evidence(), nil
}

// read asks AWS for what the node misses.
func (n *openPatches) read(ctx context.Context, client *awsapi.Client) error {
	if n.scan.channel == channelCompliance {
		return n.readItems(ctx, client)
	}
	listed, err := n.readPatches(ctx, client)
	if err != nil || listed >= n.scan.counted() {
		return err
	}
	// Scanned anew since it was counted?
	states, err := ssm.DescribeInstancePatchStates.Ask(ctx, client, []string{n.id})
	if err != nil {
		return err
	}
	table := tabulateStates(states)
	if at := table.row(n.id); at >= 0 {
		if now := scansIn(table.Table)(at); now != n.scan {
			n.scan = now
			n.patchGroup, n.baselineID = text(table.Table, "patchGroup")(at), text(table.Table, "baselineId")(at)
			if listed, err = n.readPatches(ctx, client); err != nil {
				return err
			}
		}
	}
	if listed == 0 && n.scan.counted() > 0 {
		return errNoneListed
	}
	return nil
}

// errNoneListed contradicts a node's counts.
var errNoneListed = &awsapi.Error{Kind: awsapi.Doubtful, Message: "AWS lists none of the patches that it counts"}

// counted gives how many patches there are to be listed at least.
func (s patchScan) counted() int { return max(0, s.missing) + max(0, s.failed) }

// readPatches lists the patches in the states that the scan counts, and tells how many were listed.
func (n *openPatches) readPatches(ctx context.Context, client *awsapi.Client) (int, error) {
	var found []openPatch
	for _, in := range []struct {
		state string
		count int
	}{{patchMissing, n.scan.missing}, {patchFailed, n.scan.failed}} {
		if in.count == 0 {
			continue
		}
		for page, err := range ssm.PatchesIn(in.state).Pages(ctx, client, n.id) {
			if err != nil {
				return 0, err
			}
			for i := range page.Items {
				found = append(found, patchListed(&page.Items[i]))
			}
		}
	}
	found = slices.DeleteFunc(found, func(p openPatch) bool { return !p.isOpen() })
	n.patches, n.listed = oncePerNode(found), len(found)
	return len(found), nil
}

// readItems lists the compliance items of a node that has no patch state.
func (n *openPatches) readItems(ctx context.Context, client *awsapi.Client) error {
	listed := 0
	var found []openPatch
	for page, err := range ssm.NonCompliantPatches.Pages(ctx, client, n.id) {
		if err != nil {
			return err
		}
		for i := range page.Items {
			item := &page.Items[i]
			listed++
			n.patchGroup, n.baselineID = cmp.Or(item.Details["PatchGroup"], n.patchGroup), cmp.Or(item.Details["PatchBaselineId"], n.baselineID)
			if p := patchInItem(item); p.isOpen() {
				found = append(found, p)
			}
		}
	}
	if listed == 0 && n.scan.nonCompliant != 0 {
		return errNoneListed
	}
	n.patches, n.listed = oncePerNode(found), len(found)
	return nil
}
