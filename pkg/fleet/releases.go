package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

var availableOf = ssm.DescribeAvailablePatches.Operation

// releaseBatch is how many patches are asked for with one call. AWS documents no bound of a filter's values.
const releaseBatch = 20

// askUnlistedAfter is after how long a patch is asked for again that AWS didn't list.
const askUnlistedAfter = 24 * time.Hour

// releases is when the patches were released that nodes of a place miss; the zero time of one that AWS doesn't list.
type releases map[availablePatch]time.Time

func (r releases) size() int { return len(r) }

var patchReleases = declareFeed(onDemand(feed[releases]{
	permission: permission{
		operation: availableOf,
		layer:     PatchesLayer,
		lost:      "When the patches were released that nodes miss, which can tell that they are not overdue",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(ssm.UpdatesOf([]string{"KB0000000"}).Pages(ctx, client))
		},
	},
	every:    everyPatchStates,
	within:   time.Hour,
	read:     readReleases,
	nothing:  func() releases { return nil },
	after:    missingPatches,
	promptly: true,
}))

// readReleases asks for the releases of what nodes miss. What a Region has told to this process is not asked for again.
func readReleases(ctx context.Context, p *place, r *reading[releases]) (releases, error) {
	var missing patchCrawl
	for sofar, err := range follow(ctx, missingPatches.in(p)) {
		if err != nil {
			return nil, err
		}
		missing = sofar
	}
	r.waited()
	client, err := p.client(ctx)
	if err != nil {
		return nil, err
	}
	wanted := missing.available(nodeLists.known(p))
	book := p.account.registry.releases.in(p)
	for {
		batch := book.next(wanted, time.Now())
		if len(batch) == 0 {
			return book.of(wanted), nil
		}
		if err := book.ask(ctx, client, batch); err != nil {
			return nil, err
		}
		r.report(func() releases { return book.of(wanted) }, len(book.of(wanted)), len(wanted))
	}
}

// available gives what the nodes miss that AWS may tell the releases of, each once.
func (c patchCrawl) available(nodes nodeList) map[availablePatch]bool {
	product := productsIn(nodes)
	wanted := map[availablePatch]bool{}
	for id, n := range c.nodes {
		of := product(nodes.row(id))
		for _, p := range n.patches {
			if patch, ok := p.Value().availableAs(of); ok {
				wanted[patch] = true
			}
		}
	}
	return wanted
}

// productsIn gives the products of the nodes in a node list.
func productsIn(nodes nodeList) func(row int32) string {
	kind, name, version := text(nodes.Table, "platformType"), text(nodes.Table, "platformName"), text(nodes.Table, "platformVersion")
	return func(row int32) string { return productOf(kind(row), name(row), version(row)) }
}

// releaseBooks has what AWS told of releases, by where it was asked: all accounts have the same patches in a Region.
type releaseBooks struct {
	mu    sync.Mutex
	books map[string]*releaseBook
}

func (b *releaseBooks) in(p *place) *releaseBook {
	where := p.account.settings.Load().Endpoints[awsapi.SSM] + " " + p.region
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.books == nil {
		b.books = map[string]*releaseBook{}
	}
	book, ok := b.books[where]
	if !ok {
		book = &releaseBook{turn: make(chan struct{}, 1), told: releases{}, unlisted: map[availablePatch]time.Time{}}
		b.books[where] = book
	}
	return book
}

// releaseBook is what AWS told of releases in a Region. A patch is released once: what is known stays so.
type releaseBook struct {
	turn chan struct{} // of who asks

	mu   sync.Mutex
	told releases
	// unlisted is when AWS was asked in vain.
	unlisted map[availablePatch]time.Time
}

// next gives patches that are still to be asked for, of one product; none where all is known.
func (b *releaseBook) next(wanted map[availablePatch]bool, now time.Time) []availablePatch {
	b.mu.Lock()
	defer b.mu.Unlock()
	var open []availablePatch
	for patch := range wanted {
		_, known := b.told[patch]
		asked, inVain := b.unlisted[patch]
		if !known && !(inVain && now.Sub(asked) < askUnlistedAfter) {
			open = append(open, patch)
		}
	}
	slices.SortFunc(open, func(x, y availablePatch) int {
		return strings.Compare(x.product+" "+x.id+" "+x.version, y.product+" "+y.id+" "+y.version)
	})
	for i, patch := range open {
		if i == releaseBatch || patch.product != open[0].product {
			return open[:i]
		}
	}
	return open
}

// of gives what is known of the patches.
func (b *releaseBook) of(wanted map[availablePatch]bool) releases {
	b.mu.Lock()
	defer b.mu.Unlock()
	found := releases{}
	for patch := range wanted {
		if released, known := b.told[patch]; known {
			found[patch] = released
		} else if _, inVain := b.unlisted[patch]; inVain {
			found[patch] = time.Time{}
		}
	}
	return found
}

// ask has AWS tell of patches of one product, unless it told of them to somebody else meanwhile.
func (b *releaseBook) ask(ctx context.Context, client *awsapi.Client, batch []availablePatch) error {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	wanted := map[availablePatch]bool{}
	for _, patch := range batch {
		wanted[patch] = true
	}
	now := time.Now()
	if batch = b.next(wanted, now); len(batch) == 0 {
		return nil
	}
	product := batch[0].product
	found := map[availablePatch]time.Time{}
	for page, err := range available(product, batch).Pages(ctx, client) {
		if err != nil {
			return err
		}
		earliestReleases(found, page.Items, product)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, patch := range batch {
		delete(b.unlisted, patch)
		if released, listed := found[patch]; listed {
			b.told[patch] = released
		} else {
			b.unlisted[patch] = now
		}
	}
	return nil
}

// available is the list that has patches of a product.
func available(product string, patches []availablePatch) awsapi.List[types.Patch] {
	asked := map[string]bool{}
	for _, patch := range patches {
		if product == windowsUpdates {
			asked[patch.id] = true
		} else {
			asked[patch.packageName()] = true
		}
	}
	ids := slices.Sorted(maps.Keys(asked))
	if product == windowsUpdates {
		return ssm.UpdatesOf(ids)
	}
	return ssm.VersionsOf(product, ids)
}
