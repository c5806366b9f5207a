package fleet

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ssmclient "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// describedAssociation is what an association says itself in one of its versions. It is read again once there is another: AWS allows
// two such calls a second.
type describedAssociation struct {
	version string
	types.AssociationDescription
}

// association gives what installs patches of associations and patch policies: the association itself, or nothing.
func (r *patchRunReading) association(ctx context.Context, of table, row int32) ([]installer, error) {
	cell := func(name string) string { return text(of.Table, name)(row) }
	document, name := cell("documentName"), cell("associationName")
	i := installer{kind: associationKind, id: cell("associationId"), name: name, schedule: cell("scheduleExpression"), zone: "UTC"}
	if isPolicy(name, document) {
		i.kind = policyKind
	} else if !isPatching(document) {
		return nil, nil
	}
	d, unknown, err := r.describe(ctx, i.id, cell("associationVersion"))
	if err != nil {
		return nil, unlessGone(err)
	}
	if unknown != "" {
		i.by = []selection{{{unknown: "whether it installs patches is not known: " + unknown}}}
		return []installer{i}, nil
	}
	truth, unknown := installs(document, d.Parameters)
	if truth == columns.False {
		return nil, nil
	}
	if i.by, i.flaws, err = r.associated(ctx, d); err != nil {
		return nil, err
	}
	if truth == columns.Neither {
		i.doubt(unknown)
	}
	if err := r.timesOfAssociation(ctx, &i, d, moment(of.Table, "lastExecution")(row)); err != nil {
		return nil, err
	}
	return []installer{i}, nil
}

// doubt makes what something does uncertain for all nodes that it selects.
func (i *installer) doubt(why string) {
	for n := range i.by {
		i.by[n] = append(slices.Clone(i.by[n]), criterion{unknown: why})
	}
}

// describe gives what an association says, which is kept as long as its version is the same.
func (r *patchRunReading) describe(ctx context.Context, id, version string) (types.AssociationDescription, string, error) {
	if known, ok := r.described[id]; ok && known.version == version {
		return known.AssociationDescription, "", nil
	}
	d, unknown, err := asked(r, ssm.DescribeAssociation.Operation, func() (types.AssociationDescription, error) {
		return ssm.DescribeAssociation.Ask(ctx, r.client, id)
	})
	if err == nil && unknown == "" {
		kept := map[string]describedAssociation{id: {version: version, AssociationDescription: d}}
		for other, known := range r.described {
			if other != id {
				kept[other] = known
			}
		}
		// What was published is never changed.
		r.described = kept
	}
	return d, unknown, err
}

// stillDescribed leaves out what is known of associations that are gone.
func (r *patchRunReading) stillDescribed(known table) map[string]describedAssociation {
	still := map[string]describedAssociation{}
	for id, d := range r.described {
		if known.Table == nil || known.row(id) >= 0 {
			still[id] = d
		}
	}
	return still
}

// associated gives the selections of nodes that an association is for, and what is wrong with its targets.
func (r *patchRunReading) associated(ctx context.Context, d types.AssociationDescription) (by []selection, flaws []string, err error) {
	if len(d.Targets) > 0 {
		s, wrong, err := r.targets(ctx, d.Targets)
		by, flaws = append(by, s), wrong
		if err != nil {
			return nil, nil, err
		}
	}
	for _, mapped := range d.TargetMaps {
		for _, values := range mapped {
			by = append(by, selection{ofIDs(values)})
		}
	}
	if id := aws.ToString(d.InstanceId); id != "" && len(by) == 0 {
		by = append(by, selection{ofIDs([]string{id})})
	}
	if len(by) == 0 {
		flaws = append(flaws, "it has no targets")
	}
	return by, flaws, nil
}

// timesOfAssociation adds when an association runs: AWS doesn't tell, its schedule does, in UTC, and its change calendars.
func (r *patchRunReading) timesOfAssociation(ctx context.Context, i *installer, d types.AssociationDescription, lastExecution time.Time) error {
	i.duration = time.Duration(max(0, aws.ToInt32(d.Duration))) * time.Hour
	if strings.TrimSpace(i.schedule) == "" {
		i.never = "it has no schedule: it ran when it was made"
		return nil
	}
	// A rate counts from the last run, or from when the association was made, if it has not run yet.
	for _, made := range []*time.Time{d.LastUpdateAssociationDate, d.Date} {
		if lastExecution.IsZero() {
			lastExecution = aws.ToTime(made)
		}
	}
	s, err := parseSchedule(i.schedule, lastExecution, int(max(0, aws.ToInt32(d.ScheduleOffset))), time.UTC)
	if err != nil {
		i.doubt(err.Error())
		return nil
	}
	if i.duration > 0 {
		if last := s.last(r.now); !last.IsZero() && last.Add(i.duration).After(r.now) {
			i.runs = append(i.runs, last)
		}
	}
	i.recurs = s.recurs()
	for at := s.next(r.now); !at.IsZero() && len(i.runs) < mostRuns; at = s.next(at) {
		if ahead := at.Sub(r.now); ahead > knownAhead && slices.ContainsFunc(i.runs, r.now.Before) {
			break
		}
		i.runs = append(i.runs, at)
	}
	if !slices.ContainsFunc(i.runs, r.now.Before) {
		i.never = fmt.Sprintf("its schedule %.80q never comes", i.schedule)
	}
	if len(d.CalendarNames) > 0 {
		return r.keepOpen(ctx, i, s, d.CalendarNames)
	}
	return nil
}

// mostTransitions bounds how often a calendar is asked for one association.
const mostTransitions = 50

// keepOpen leaves out the runs that fall into a closed change calendar, and finds the first one that doesn't, however far ahead.
func (r *patchRunReading) keepOpen(ctx context.Context, i *installer, s schedule, calendars []string) error {
	named := strings.Join(calendars, ", ")
	var open []time.Time
	isOpen, until := false, time.Time{} // as of the last call; until is zero where that isn't known to change
	at, asks, closed := time.Time{}, 0, 0
	if len(i.runs) > 0 {
		at = i.runs[0]
	}
	for ; !at.IsZero() && len(open) < mostRuns; at = s.next(at) {
		if at.Sub(r.now) > knownAhead && slices.ContainsFunc(open, r.now.Before) {
			break
		}
		if asks == 0 || !until.IsZero() && !at.Before(until) {
			if asks++; asks > mostTransitions {
				i.doubt(fmt.Sprintf("when its change calendar %.200q is open is not known beyond %s", named, at.UTC().Format("2006-01-02 15:04 UTC")))
				break
			}
			state, unknown, err := asked(r, ssm.GetCalendarState.Operation, func() (*ssmclient.GetCalendarStateOutput, error) {
				return ssm.GetCalendarState.Ask(ctx, r.client, ssm.CalendarsAt{Names: calendars, At: at})
			})
			if err != nil && !isGone(err) {
				return err
			}
			if isGone(err) || unknown == "" && state.State != types.CalendarStateOpen && state.State != types.CalendarStateClosed {
				unknown = "AWS does not say so"
			}
			if unknown != "" {
				i.runs, i.never = nil, ""
				i.doubt(fmt.Sprintf("whether its change calendar %.200q lets it run is not known: %s", named, unknown))
				return nil
			}
			isOpen, until = state.State == types.CalendarStateOpen, time.Time{}
			if change := timeInWindow(aws.ToString(state.NextTransitionTime), "UTC"); change != nil && change.After(at) {
				until = *change
			}
		}
		switch {
		case isOpen:
			open = append(open, at)
		case until.IsZero():
			// Closed for good.
			closed++
			at = time.Time{}
		default:
			closed++
			// On to the first run that comes once it opens.
			at = until.Add(-time.Second)
		}
		if at.IsZero() {
			break
		}
	}
	i.runs = open
	if closed > 0 {
		i.flaws = with(i.flaws, fmt.Sprintf("runs that fall into the closed change calendar %.200q are left out", named))
	}
	if i.never == "" && !slices.ContainsFunc(open, r.now.Before) && asks <= mostTransitions {
		i.never = fmt.Sprintf("its change calendar %.200q is closed whenever it comes", named)
		i.recurs = false
	}
	return nil
}
