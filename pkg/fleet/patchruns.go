package fleet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	grouptypes "github.com/aws/aws-sdk-go-v2/service/resourcegroups/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/resourcegroups"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

// patchRuns are what installs patches in a place, and when. docs/patch-runs.md has the rules.
type patchRuns struct {
	installers []installer
	described  map[string]describedAssociation // by id
	// unread is why there may be more; empty where there are not.
	unread []string
	// refused is why it isn't known of any window, or of any association, what it does.
	refused []string
}

// installer is something that installs patches at its times.
type installer struct {
	kind, id, name string
	schedule, zone string
	duration       time.Duration // zero: AWS says none
	// runs are those of the next two weeks, the next one in any case, and before them one that may still be open.
	runs []time.Time
	// recurs: it goes on after those.
	recurs bool
	// by are selections of nodes, of which one is enough.
	by []selection
	// never is why it has no run to come; empty where it has one.
	never string
	// openUnknown is why it isn't known whether it is open now, without being among its runs.
	openUnknown string
	// flaws are what else is wrong with it.
	flaws []string
}

// The kinds of installers.
const (
	windowKind      = "maintenance window"
	associationKind = "association"
	policyKind      = "patch policy"
)

// String names it at the beginning of a sentence.
func (i installer) String() string {
	return strings.ToUpper(i.kind[:1]) + i.kind[1:] + " " + cmp.Or(i.name, i.id)
}

// problem says what is wrong with it; empty where nothing is.
func (i installer) problem() string {
	var words []string
	for _, each := range append([]string{i.never}, i.flaws...) {
		if each != "" {
			words = with(words, each)
		}
	}
	for _, unknown := range i.unknown() {
		words = with(words, unknown)
	}
	return strings.Join(words, "; ")
}

// unknown says what isn't known of the nodes that it reaches. Where it never runs that is of no account.
func (i installer) unknown() []string {
	var words []string
	if i.never != "" {
		return nil
	}
	for _, c := range slices.Concat(i.by...) {
		if c.unknown != "" {
			words = with(words, c.unknown)
		}
	}
	return words
}

func (e patchRuns) size() int { return len(e.installers) }

// lacking says what could not be read of all windows or all associations.
func (e patchRuns) lacking() string { return strings.Join(slices.Concat(e.unread, e.refused), ". ") }

// namedInstallers is how many installers a note names before it only counts the rest.
const namedInstallers = 3

// note names the installers of which it isn't known what they reach, and why.
func (e patchRuns) note() string {
	var unknown []string
	for _, i := range e.installers {
		isTold := func(why string) bool {
			return slices.ContainsFunc(e.refused, func(refused string) bool { return strings.HasSuffix(why, refused) })
		}
		if why := slices.DeleteFunc(i.unknown(), isTold); len(why) > 0 {
			unknown = append(unknown, i.String()+": "+strings.Join(why, "; "))
		}
	}
	if more := len(unknown) - namedInstallers; more > 0 {
		unknown = append(unknown[:namedInstallers], fmt.Sprintf("%d more", more))
	}
	return strings.Join(unknown, ". ")
}

const (
	// knownAhead is how far ahead runs are told.
	knownAhead = 14 * 24 * time.Hour
	// mostRuns bounds them, as one every half hour, AWS's least, has fewer.
	mostRuns = 700
)

var installRuns = declareFeed(onDemand(feed[patchRuns]{
	permission: permission{
		operation: ssm.GetMaintenanceWindowTask.Operation,
		layer:     OperationsLayer,
		lost:      "Which maintenance windows install patches, and so when each node will be patched",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			_, err := ssm.GetMaintenanceWindowTask.Ask(ctx, client, ssm.WindowTask{WindowID: "mw-00000000000000000", TaskID: probeUUID})
			return err
		},
	},
	beside: []permission{
		{operation: ssm.DescribeAssociation.Operation, layer: OperationsLayer, lost: "Which associations and patch policies install patches",
			probe: func(ctx context.Context, client *awsapi.Client) error {
				_, err := ssm.DescribeAssociation.Ask(ctx, client, probeUUID)
				return err
			}},
		{operation: ssm.GetCalendarState.Operation, layer: OperationsLayer, lost: "Whether a change calendar keeps an association from installing patches",
			probe: func(ctx context.Context, client *awsapi.Client) error {
				_, err := ssm.GetCalendarState.Ask(ctx, client, ssm.CalendarsAt{Names: []string{"onepane-no-such-calendar"}, At: time.Now()})
				return err
			}},
		{operation: resourcegroups.ListGroupResources.Operation, layer: OperationsLayer, lost: "Which nodes are patched by what is for a resource group",
			probe: func(ctx context.Context, client *awsapi.Client) error {
				return firstPage(resourcegroups.ListGroupResources.Pages(ctx, client, "onepane-no-such-group"))
			}},
	},
	every:    everyAssociations,
	nothing:  func() patchRuns { return patchRuns{} },
	lacking:  patchRuns.lacking,
	note:     patchRuns.note,
	read:     readPatchRuns,
	after:    maintenanceWindows,
	promptly: true,
}))

// patchRunReading is one reading of what installs patches in a place.
type patchRunReading struct {
	client *awsapi.Client
	now    time.Time
	// found and described are what there is so far, by the ids of windows and associations.
	found     map[string][]installer
	described map[string]describedAssociation
	groups    map[string]groupMembers
	// refused are the operations that are not allowed, which it would be of no use to ask again.
	refused map[awsapi.Operation]string
}

// readPatchRuns reads what the lists of maintenance windows and associations don't tell. Of these lists one is enough for a part.
func readPatchRuns(ctx context.Context, p *place, r *reading[patchRuns]) (patchRuns, error) {
	isFirst := !maintenanceWindows.in(p).whole()
	windows, errWindows := wholly(ctx, maintenanceWindows.in(p))
	known, errAssociations := wholly(ctx, associations.in(p))
	if err := ctx.Err(); err != nil {
		return patchRuns{}, err
	}
	if errWindows != nil && errAssociations != nil {
		return patchRuns{}, errWindows
	}
	if isFirst {
		r.waited()
	}
	client, err := p.client(ctx)
	if err != nil {
		return patchRuns{}, err
	}
	reading, ok := left[*patchRunReading](r)
	if !ok {
		before, _, _ := r.before()
		reading = &patchRunReading{found: map[string][]installer{}, described: before.described}
	}
	reading.client, reading.now = client, p.account.registry.traffic.Now()
	reading.groups, reading.refused = map[string]groupMembers{}, map[awsapi.Operation]string{}
	r.leave(reading)
	var found patchRuns
	for _, part := range []struct {
		of     table
		err    error
		lost   string
		column string
		read   func(ctx context.Context, of table, row int32) ([]installer, error)
	}{
		{windows, errWindows, "maintenance windows could not be listed", "windowId", reading.window},
		{known, errAssociations, "associations could not be listed", "associationId", reading.association},
	} {
		if part.err != nil {
			found.unread = append(found.unread, part.lost+": "+awsapi.Explain(part.err).Message)
			continue
		}
		id := text(part.of.Table, part.column)
		for row := range int32(part.of.Rows()) {
			installers, done := reading.found[id(row)]
			if !done {
				if installers, err = part.read(ctx, part.of, row); err != nil {
					return patchRuns{}, err
				}
				reading.found[id(row)] = installers
			}
			found.installers = append(found.installers, installers...)
		}
	}
	for _, operation := range decisiveOperations {
		if refused := reading.refused[operation]; refused != "" {
			found.refused = with(found.refused, refused)
		}
	}
	found.described = reading.stillDescribed(known)
	return found, nil
}

// decisiveOperations are those without which nothing is known of any window, or of any association.
var decisiveOperations = []awsapi.Operation{
	ssm.DescribeMaintenanceWindowTasks.Operation, ssm.GetMaintenanceWindowTask.Operation, ssm.DescribeMaintenanceWindowTargets.Operation,
	ssm.DescribeAssociation.Operation,
}

// wholly waits for another target's evidence until it is whole.
func wholly[E evidence](ctx context.Context, t *target[E]) (whole E, err error) {
	for whole, err = range follow(ctx, t) {
		if err != nil {
			return whole, err
		}
	}
	return whole, nil
}

// asked gives what AWS answers, or why that isn't known. It fails where the answer may yet come.
func asked[Answer any](r *patchRunReading, of awsapi.Operation, ask func() (Answer, error)) (answer Answer, unknown string, err error) {
	if refused := r.refused[of]; refused != "" {
		return answer, refused, nil
	}
	answer, err = ask()
	if err == nil || isGone(err) {
		return answer, "", err
	}
	if isHeldUp(err) {
		return answer, "", err
	}
	explained := awsapi.Explain(err)
	if explained.Kind == awsapi.Refused {
		r.refused[of] = explained.Message
	}
	return answer, explained.Message, nil
}

// goneCodes are the codes with which AWS says that there is no such thing any more.
var goneCodes = []string{"DoesNotExistException", "AssociationDoesNotExist", "NotFoundException"}

func isGone(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(goneCodes, api.ErrorCode())
}

// all lists all that there is of one thing.
func all[Item any](ctx context.Context, client *awsapi.Client, list awsapi.DetailList[Item], id string) (items []Item, err error) {
	for page, err := range list.Pages(ctx, client, id) {
		if err != nil {
			return nil, err
		}
		items = append(items, page.Items...)
	}
	return items, nil
}

// group gives the members of a resource group.
func (r *patchRunReading) group(ctx context.Context) (of func(name string) groupMembers, failure func() error) {
	var failed error
	return func(name string) groupMembers {
		if known, ok := r.groups[name]; ok || failed != nil {
			return known
		}
		list := resourcegroups.ListGroupResources
		resources, unknown, err := asked(r, list.Operation, func() ([]grouptypes.ResourceIdentifier, error) { return all(ctx, r.client, list, name) })
		members := groupMembers{types: map[string]string{}, unknown: unknown}
		switch {
		case isGone(err):
			members.gone = true
		case err != nil:
			failed = err
			return members
		}
		for _, resource := range resources {
			members.types[idInARN(aws.ToString(resource.ResourceArn))] = aws.ToString(resource.ResourceType)
		}
		r.groups[name] = members
		return members
	}, func() error { return failed }
}

// targets understands targets, but for those that name targets of a window.
func (r *patchRunReading) targets(ctx context.Context, targets []types.Target) (selection, []string, error) {
	group, failure := r.group(ctx)
	s, flaws := selectionOf(targets, group)
	return s, flaws, failure()
}
