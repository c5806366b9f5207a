package fleet

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ssmclient "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

const registeredTargets = "WindowTargetIds"

// window gives what installs patches in a maintenance window: the window itself, or nothing.
func (r *patchRunReading) window(ctx context.Context, of table, row int32) ([]installer, error) {
	id := text(of.Table, "windowId")(row)
	i := installer{
		kind: windowKind, id: id, name: text(of.Table, "name")(row),
		schedule: text(of.Table, "schedule")(row), zone: cmp.Or(text(of.Table, "scheduleTimezone")(row), "UTC"),
	}
	tasks, unknown, err := asked(r, ssm.DescribeMaintenanceWindowTasks.Operation, func() ([]windowTask, error) {
		return all(ctx, r.client, ssm.DescribeMaintenanceWindowTasks, id)
	})
	if err != nil {
		return nil, unlessGone(err)
	}
	if unknown != "" {
		i.by = []selection{{{unknown: "whether it installs patches is not known: " + unknown}}}
	}
	registered := &windowTargets{r: r, id: id}
	for _, task := range tasks {
		if !isPatching(aws.ToString(task.TaskArn)) {
			continue
		}
		work, err := r.installingTask(ctx, id, task)
		if err != nil {
			return nil, unlessGone(err)
		}
		if work == nil {
			continue
		}
		by, flaws, err := registered.selected(ctx, work)
		if err != nil {
			return nil, unlessGone(err)
		}
		for _, s := range by {
			i.by = append(i.by, slices.Concat(s, work.doubt))
		}
		i.flaws = with(i.flaws, flaws...)
	}
	if len(i.by) == 0 && len(i.flaws) == 0 {
		return nil, nil // it installs nothing
	}
	err = r.timesOfWindow(ctx, &i, of, row)
	return []installer{i}, unlessGone(err)
}

// unlessGone takes no failure in that something went since it was listed.
func unlessGone(err error) error {
	if isGone(err) {
		return nil
	}
	return err
}

// installingWork is what a task does that installs patches, or may do so.
type installingWork struct {
	targets []types.Target
	// nodes are ids that it names beside targets, or in their place.
	nodes []string
	// doubt is why that it does isn't known, as a criterion of its own; none where it is.
	doubt selection
}

// installingTask gives what a task does; nil where it doesn't install patches.
func (r *patchRunReading) installingTask(ctx context.Context, windowID string, task windowTask) (*installingWork, error) {
	described, unknown, err := asked(r, ssm.GetMaintenanceWindowTask.Operation, func() (*ssmclient.GetMaintenanceWindowTaskOutput, error) {
		return ssm.GetMaintenanceWindowTask.Ask(ctx, r.client, ssm.WindowTask{WindowID: windowID, TaskID: aws.ToString(task.WindowTaskId)})
	})
	switch {
	case isGone(err):
		return nil, nil
	case err != nil:
		return nil, err
	case unknown != "":
		return &installingWork{targets: task.Targets, doubt: selection{{unknown: "whether it installs patches is not known: " + unknown}}}, nil
	}
	parameters := taskParameters(described)
	work := &installingWork{targets: described.Targets, nodes: namedNodes(parameters)}
	truth, unknown := installs(aws.ToString(task.TaskArn), parameters)
	switch truth {
	case columns.False:
		return nil, nil
	case columns.Neither:
		work.doubt = selection{{unknown: unknown}}
	}
	return work, nil
}

// taskParameters gives the parameters of a task's document, where AWS has them now or had them once.
func taskParameters(task *ssmclient.GetMaintenanceWindowTaskOutput) map[string][]string {
	parameters := map[string][]string{}
	for name, given := range task.TaskParameters {
		parameters[name] = given.Values
	}
	if by := task.TaskInvocationParameters; by != nil {
		if by.RunCommand != nil {
			parameters = by.RunCommand.Parameters
		} else if by.Automation != nil {
			parameters = by.Automation.Parameters
		}
	}
	return parameters
}

// namedNodes gives the nodes that a runbook's parameter names by itself, and not by a target.
func namedNodes(parameters map[string][]string) []string {
	return slices.DeleteFunc(slices.Clone(parameters["InstanceId"]), func(id string) bool { return !isNodeID(id) })
}

// windowTargets are the targets that are registered with a window: read once something is for them.
type windowTargets struct {
	r       *patchRunReading
	id      string
	read    bool
	unknown string
	byID    map[string]windowTarget
}

func (w *windowTargets) find(ctx context.Context) error {
	if w.read {
		return nil
	}
	list := ssm.DescribeMaintenanceWindowTargets
	found, unknown, err := asked(w.r, list.Operation, func() ([]windowTarget, error) { return all(ctx, w.r.client, list, w.id) })
	if err != nil {
		return err
	}
	w.read, w.unknown, w.byID = true, unknown, map[string]windowTarget{}
	for _, target := range found {
		w.byID[aws.ToString(target.WindowTargetId)] = target
	}
	return nil
}

// selected gives the selections of nodes that a task is for, and what is wrong with its targets.
func (w *windowTargets) selected(ctx context.Context, work *installingWork) (by []selection, flaws []string, err error) {
	if len(work.nodes) > 0 {
		return []selection{{ofIDs(work.nodes)}}, nil, nil
	}
	if len(work.targets) == 0 && len(work.doubt) > 0 {
		return []selection{nil}, nil, nil // its parameters, which are not known, may name nodes
	}
	if len(work.targets) == 0 {
		return nil, []string{"its task has no targets"}, nil
	}
	var own []types.Target
	for _, target := range work.targets {
		if aws.ToString(target.Key) != registeredTargets {
			own = append(own, target)
			continue
		}
		if err := w.find(ctx); err != nil {
			return nil, nil, err
		}
		if w.unknown != "" {
			by = append(by, selection{{unknown: "its targets can't be read: " + w.unknown}})
			continue
		}
		for _, id := range target.Values {
			registered, ok := w.byID[id]
			if !ok {
				flaws = with(flaws, "a target of its task was deleted")
				continue
			}
			s, wrong, err := w.r.targets(ctx, registered.Targets)
			if err != nil {
				return nil, nil, err
			}
			by, flaws = append(by, s), with(flaws, wrong...)
		}
	}
	if len(own) > 0 {
		s, wrong, err := w.r.targets(ctx, own)
		if err != nil {
			return nil, nil, err
		}
		by, flaws = append(by, s), with(flaws, wrong...)
	}
	return by, flaws, nil
}

// timesOfWindow adds when a window runs, which AWS tells of what is to come, and when it last did, which follows from its schedule.
func (r *patchRunReading) timesOfWindow(ctx context.Context, i *installer, of table, row int32) error {
	moment := func(name string) time.Time { return moment(of.Table, name)(row) }
	start, end, next := moment("startDate"), moment("endDate"), moment("nextExecutionTime")
	if hours := number(of.Table, "duration")(row); hours > 0 {
		i.duration = time.Duration(hours * float64(time.Hour))
	}
	zone, errZone := time.LoadLocation(i.zone)
	if errZone != nil {
		i.flaws = with(i.flaws, fmt.Sprintf("its time zone %.80q does not exist", i.zone))
	}
	enabled, _ := of.Column("enabled")
	switch {
	case enabled.Has(int(row)) && !enabled.Bool(int(row)):
		i.never = "it is disabled"
		return nil
	case !end.IsZero() && !end.After(r.now):
		i.never = "it ended on " + end.UTC().Format("2006-01-02 15:04 UTC")
	case next.IsZero() && errZone != nil:
		i.doubt("when it runs is not known, as its time zone does not exist")
	case next.IsZero():
		i.never = fmt.Sprintf("its schedule %.80q never comes", i.schedule)
	default:
		i.runs = []time.Time{next}
		if err := r.laterRuns(ctx, i); err != nil {
			return err
		}
	}
	if errZone != nil {
		i.openUnknown, i.recurs = "its time zone does not exist", true
		return nil
	}
	offset := number(of.Table, "scheduleOffset")(row)
	s, err := parseSchedule(i.schedule, next, int(max(0, offset)), zone)
	if err != nil {
		i.openUnknown, i.recurs = err.Error(), true
		return nil
	}
	if len(i.runs) > 0 {
		i.recurs = s.recurs() && (end.IsZero() || end.After(i.runs[len(i.runs)-1].Add(time.Minute)))
	}
	if last := s.last(r.now); !last.IsZero() && last.Add(i.duration).After(r.now) && !last.Before(start) && (end.IsZero() || last.Before(end)) {
		i.runs = append([]time.Time{last}, i.runs...)
	}
	return nil
}

// laterRuns adds the runs after the next one, as far ahead as they are told.
func (r *patchRunReading) laterRuns(ctx context.Context, i *installer) error {
	known, unknown, err := asked(r, ssm.DescribeMaintenanceWindowSchedule.Operation, func() (runs []time.Time, err error) {
		for page, err := range ssm.DescribeMaintenanceWindowSchedule.Pages(ctx, r.client, i.id) {
			if err != nil {
				return nil, err
			}
			for _, run := range page.Items {
				if at := timeInWindow(aws.ToString(run.ExecutionTime), i.zone); at != nil {
					runs = append(runs, *at)
				}
			}
			if len(runs) > 0 && runs[len(runs)-1].After(r.now.Add(knownAhead)) || len(runs) >= mostRuns {
				break
			}
		}
		return runs, nil
	})
	if err != nil {
		return err
	}
	if unknown != "" {
		i.flaws = with(i.flaws, "its runs after the next one can't be read: "+unknown)
	}
	for _, at := range known {
		if at.After(i.runs[len(i.runs)-1].Add(time.Minute)) && at.Before(r.now.Add(knownAhead)) && len(i.runs) < mostRuns {
			i.runs = append(i.runs, at)
		}
	}
	return nil
}
