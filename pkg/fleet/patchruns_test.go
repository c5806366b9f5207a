package fleet

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// patchWorld is a place in which things install patches, as AWS answers of it.
type patchWorld struct {
	*fakeAWS
	windows, associations []map[string]any
	tags                  map[string]map[string]string // by node
	groups                map[string][]string
}

// newPatchWorld has three nodes, all of which miss a patch.
func newPatchWorld(t *testing.T) *patchWorld {
	w := &patchWorld{fakeAWS: newFakeAWS(t), tags: map[string]map[string]string{}, groups: map[string][]string{}}
	w.serveNodes(3)
	list := func(operation, member string, items func(input map[string]any) []any) {
		w.on(operation, func(input map[string]any) (int, any) { return http.StatusOK, map[string]any{member: items(input)} })
	}
	list("DescribeInstancePatchStates", "InstancePatchStates", func(map[string]any) []any {
		var states []any
		for i := range 3 {
			state := fakeState(i)
			state["MissingCount"] = 1
			states = append(states, state)
		}
		return states
	})
	list("GetResources", "ResourceTagMappingList", func(map[string]any) []any {
		resources := []any{}
		for id, tags := range w.tags {
			pairs := []any{}
			for key, value := range tags {
				pairs = append(pairs, map[string]any{"Key": key, "Value": value})
			}
			resources = append(resources, map[string]any{"ResourceARN": "arn:aws:ec2:eu-west-1:111122223333:instance/" + id, "Tags": pairs})
		}
		return resources
	})
	list("DescribeMaintenanceWindows", "WindowIdentities", func(map[string]any) []any { return anyOf(w.windows) })
	of := func(input map[string]any, member string) any {
		for _, window := range w.windows {
			if window["WindowId"] == input["WindowId"] {
				return window[member]
			}
		}
		return nil
	}
	list("DescribeMaintenanceWindowTasks", "Tasks", func(input map[string]any) []any {
		return []any{map[string]any{"WindowId": input["WindowId"], "WindowTaskId": "task", "TaskArn": of(input, "document"), "Type": "RUN_COMMAND",
			"Targets": []any{aimed("WindowTargetIds", "target")}}}
	})
	list("DescribeMaintenanceWindowTargets", "Targets", func(input map[string]any) []any {
		targets, _ := of(input, "targets").([]any)
		if targets == nil {
			return []any{}
		}
		return []any{map[string]any{"WindowTargetId": "target", "Targets": targets}}
	})
	list("DescribeMaintenanceWindowSchedule", "ScheduledWindowExecutions", func(input map[string]any) []any {
		runs, _ := of(input, "runs").([]any)
		if runs == nil {
			return []any{}
		}
		return runs
	})
	w.on("GetMaintenanceWindowTask", func(input map[string]any) (int, any) {
		return http.StatusOK, map[string]any{
			"WindowId": input["WindowId"], "Targets": []any{map[string]any{"Key": "WindowTargetIds", "Values": []any{"target"}}},
			"TaskInvocationParameters": map[string]any{"RunCommand": map[string]any{"Parameters": map[string]any{"Operation": []any{of(input, "operation")}}}},
		}
	})
	list("ListAssociations", "Associations", func(map[string]any) []any {
		w.mu.Lock()
		defer w.mu.Unlock()
		return anyOf(w.associations)
	})
	w.on("DescribeAssociation", func(input map[string]any) (int, any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, a := range w.associations {
			if a["AssociationId"] == input["AssociationId"] {
				return http.StatusOK, map[string]any{"AssociationDescription": a}
			}
		}
		return http.StatusBadRequest, map[string]any{"__type": "AssociationDoesNotExist"}
	})
	w.on("ListGroupResources", func(input map[string]any) (int, any) {
		members, ok := w.groups[input["Group"].(string)]
		if !ok {
			return http.StatusNotFound, map[string]any{"__type": "NotFoundException", "Message": "there is none"}
		}
		resources := []any{}
		for _, id := range members {
			resources = append(resources, map[string]any{"Identifier": map[string]any{
				"ResourceArn": "arn:aws:ec2:eu-west-1:111122223333:instance/" + id, "ResourceType": "AWS::EC2::Instance"}})
		}
		return http.StatusOK, map[string]any{"Resources": resources}
	})
	return w
}

func anyOf(items []map[string]any) []any {
	all := make([]any, len(items))
	for i, item := range items {
		all[i] = item
	}
	return all
}

// window adds a maintenance window that installs on what it targets, with a member or two of another value.
func (w *patchWorld) window(name string, next time.Time, more map[string]any, targets ...any) {
	window := map[string]any{
		"WindowId": fmt.Sprintf("mw-%017x", len(w.windows)), "Name": name, "Enabled": true, "Duration": 2, "Cutoff": 1, "Schedule": "rate(7 days)",
		"NextExecutionTime": next.UTC().Format("2006-01-02T15:04Z07:00"), "document": "AWS-RunPatchBaseline", "operation": "Install", "targets": targets,
	}
	for key, value := range more {
		window[key] = value
	}
	w.windows = append(w.windows, window)
}

// association adds an association that installs.
func (w *patchWorld) association(name string, more map[string]any, targets ...any) {
	association := map[string]any{
		"AssociationId": fmt.Sprintf("%08x-0000-4000-8000-000000000000", len(w.associations)+1), "AssociationName": name, "AssociationVersion": "1",
		"Name": "AWS-RunPatchBaseline", "ScheduleExpression": "rate(7 days)", "Targets": targets, "Parameters": map[string]any{"Operation": []any{"Install"}},
		"LastExecutionDate": float64(time.Now().Add(-24 * time.Hour).Unix()),
	}
	for key, value := range more {
		association[key] = value
	}
	w.associations = append(w.associations, association)
}

func aimed(key string, values ...any) map[string]any {
	return map[string]any{"Key": key, "Values": values}
}

// plans gives what is told of each of the three nodes.
func (w *patchWorld) plans(t *testing.T, names ...string) []string {
	t.Helper()
	answer := nodesOf(t, closing(t, w.settings(t, nil)), Need{})
	rows := rowsBy(t, answer.Table, "nodeId")
	var told []string
	for i := range 3 {
		cells := make([]string, len(names))
		for n, name := range names {
			cells[n] = cell(t, answer.Table, name, rows[fakeID(i)])
		}
		told = append(told, strings.Join(cells, " "))
	}
	return told
}

func (w *patchWorld) expect(t *testing.T, names string, want ...string) {
	t.Helper()
	if got := w.plans(t, strings.Fields(names)...); !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", names, got, want)
	}
}

var inThreeDays = time.Now().Add(3 * 24 * time.Hour).Truncate(time.Minute)

func TestWindowsThatInstallReachTheirTargets(t *testing.T) {
	w := newPatchWorld(t)
	w.tags[fakeID(1)] = map[string]string{"Patch Group": "prod"}
	w.window("by-id", inThreeDays, nil, aimed("InstanceIds", fakeID(0)))
	w.window("by-tag", inThreeDays.Add(time.Hour), nil, aimed("tag:Patch Group", "prod"))
	w.expect(t, "noWindow inWindow nextPatchRun nextPatchBy",
		"false false "+inThreeDays.UTC().Format(time.RFC3339)+" Maintenance window by-id",
		"false false "+inThreeDays.Add(time.Hour).UTC().Format(time.RFC3339)+" Maintenance window by-tag",
		"true false  ")
}

func TestWhatDoesNotInstallReachesNoNode(t *testing.T) {
	for name, more := range map[string]map[string]any{
		"disabled":                 {"Enabled": false},
		"scans only":               {"operation": "Scan"},
		"does something else":      {"document": "AWS-RunShellScript"},
		"never comes":              {"NextExecutionTime": nil, "Schedule": "cron(0 2 31 2 ? *)"},
		"ended":                    {"NextExecutionTime": nil, "EndDate": "2020-01-01T00:00:00Z"},
		"its targets were deleted": {"targets": nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newPatchWorld(t)
			w.window("w", inThreeDays, more, aimed("InstanceIds", "*"))
			w.expect(t, "noWindow inWindow nextPatchRun", "true false ", "true false ", "true false ")
		})
	}
}

func TestWhatTheTargetsAreIsNeverGuessed(t *testing.T) {
	for name, test := range map[string]struct {
		make func(w *patchWorld)
		want []string // noWindow
		says string   // of the third node
	}{
		"group": {func(w *patchWorld) {
			w.groups["web"] = []string{fakeID(0), fakeID(1)}
			w.window("w", inThreeDays, nil, aimed("resource-groups:Name", "web"))
		}, []string{"false", "false", "true"}, "No maintenance window"},
		"group of other resources": {func(w *patchWorld) {
			w.groups["web"] = []string{fakeID(0)}
			w.window("w", inThreeDays, nil, aimed("resource-groups:Name", "web"), aimed("resource-groups:ResourceTypeFilters", "AWS::SSM::ManagedInstance"))
		}, []string{"true", "true", "true"}, "No maintenance window"},
		"group that is gone": {func(w *patchWorld) {
			w.window("w", inThreeDays, nil, aimed("resource-groups:Name", "web"))
		}, []string{"true", "true", "true"}, "No maintenance window"},
		"group that may not be read": {func(w *patchWorld) {
			w.refuse("ListGroupResources")
			w.window("w", inThreeDays, nil, aimed("resource-groups:Name", "web"))
			w.window("v", inThreeDays, nil, aimed("InstanceIds", fakeID(1)))
		}, []string{"", "false", ""}, `Not known: Maintenance window w: its resource group "web" can't be read: `},
		"task that may not be read": {func(w *patchWorld) {
			w.refuse("GetMaintenanceWindowTask")
			w.window("w", inThreeDays, nil, aimed("InstanceIds", fakeID(0), fakeID(2)))
		}, []string{"", "true", ""}, "Not known: Maintenance window w: whether it installs patches is not known: "},
		"tasks that may not be listed": {func(w *patchWorld) {
			w.refuse("DescribeMaintenanceWindowTasks")
			w.window("w", inThreeDays, nil, aimed("InstanceIds", fakeID(0)))
		}, []string{"", "", ""}, "Not known: Maintenance window w: whether it installs patches is not known: "},
		"windows that may not be listed": {func(w *patchWorld) {
			w.refuse("DescribeMaintenanceWindows")
			w.association("a", nil, aimed("InstanceIds", fakeID(0)))
		}, []string{"false", "", ""}, "Not known: maintenance windows could not be listed: "},
		"associations that may not be listed": {func(w *patchWorld) {
			w.refuse("ListAssociations")
			w.window("w", inThreeDays, nil, aimed("InstanceIds", fakeID(0)))
		}, []string{"false", "", ""}, "Not known: associations could not be listed: "},
		"neither may be listed": {func(w *patchWorld) {
			w.refuse("ListAssociations")
			w.refuse("DescribeMaintenanceWindows")
		}, []string{"", "", ""}, "Not known: what maintenance windows and associations do could not be read: "},
		"tags that may not be read": {func(w *patchWorld) {
			w.refuse("GetResources")
			w.window("w", inThreeDays, nil, aimed("tag:Stage", "prod"))
		}, []string{"", "", ""}, "Not known: Maintenance window w: the list of tags could not be read: "},
		"a kind of target that nobody knows": {func(w *patchWorld) {
			w.window("w", inThreeDays, nil, aimed("constellation", "Orion"))
		}, []string{"", "", ""}, `Not known: Maintenance window w: it is for "constellation"`},
		"an operation that nobody knows": {func(w *patchWorld) {
			w.window("w", inThreeDays, map[string]any{"operation": "{{ssm:operation}}"}, aimed("InstanceIds", fakeID(2)))
		}, []string{"true", "true", ""}, "Not known: Maintenance window w: whether it installs patches is not known, as its Operation is"},
		"all": {func(w *patchWorld) { w.window("w", inThreeDays, nil, aimed("InstanceIds", "*")) }, []string{"false", "false", "false"}, ""},
		"a tag, whatever its value": {func(w *patchWorld) {
			w.tags[fakeID(0)], w.tags[fakeID(1)] = map[string]string{"Patch": ""}, map[string]string{"Other": "yes"}
			w.window("w", inThreeDays, nil, aimed("tag-key", "Patch"))
		}, []string{"false", "true", "true"}, "No maintenance window"},
		"two targets, of which both must hold": {func(w *patchWorld) {
			w.tags[fakeID(0)], w.tags[fakeID(1)] = map[string]string{"Stage": "prod", "OS": "Linux"}, map[string]string{"Stage": "prod"}
			w.window("w", inThreeDays, nil, aimed("tag:Stage", "prod", "test"), aimed("tag:OS", "Linux"))
		}, []string{"false", "true", "true"}, "No maintenance window"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newPatchWorld(t)
			test.make(w)
			w.expect(t, "noWindow", test.want...)
			if says := w.plans(t, "nextPatchReason")[2]; !strings.HasPrefix(says, test.says) || (says == "") != (test.says == "") {
				t.Errorf("says %q, want %q", says, test.says)
			}
		})
	}
}

func TestAnUnknownNextRunMayBeEarlierThanTheKnownOne(t *testing.T) {
	w := newPatchWorld(t)
	w.refuse("ListGroupResources")
	w.window("w", inThreeDays, nil, aimed("InstanceIds", "*"))
	w.window("v", inThreeDays.Add(-time.Hour), nil, aimed("resource-groups:Name", "web"))
	told := w.plans(t, "nextPatchRun", "nextPatchReason")[0]
	if !strings.HasPrefix(told, inThreeDays.UTC().Format(time.RFC3339)+" Another run may come sooner: Maintenance window v: its resource group") {
		t.Errorf("%q", told)
	}
}

func TestAWindowIsOpenFromItsStartToItsEnd(t *testing.T) {
	now := time.Now()
	for name, test := range map[string]struct {
		began time.Duration
		more  map[string]any
		want  string
	}{
		"open":                                  {-time.Hour, nil, "true"},
		"closed again":                          {-3 * time.Hour, nil, "false"},
		"about to open":                         {time.Hour, nil, "false"},
		"open, but only to scan":                {-time.Hour, map[string]any{"operation": "Scan"}, "false"},
		"disabled":                              {-time.Hour, map[string]any{"Enabled": false}, "false"},
		"made since":                            {-time.Hour, map[string]any{"StartDate": now.Add(-time.Minute).UTC().Format(time.RFC3339)}, "false"},
		"of a schedule that nobody understands": {-time.Hour, map[string]any{"Schedule": "when it rains"}, ""},
		"in a time zone that there isn't":       {-time.Hour, map[string]any{"ScheduleTimezone": "Mars/Olympus"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newPatchWorld(t)
			w.window("w", now.Add(test.began+7*24*time.Hour), test.more, aimed("InstanceIds", fakeID(0)))
			w.expect(t, "inWindow", test.want, "false", "false")
		})
	}
}

func TestAWindowRunsByTheClockOfItsOwnTimeZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	w := newPatchWorld(t)
	local := time.Now().In(berlin).AddDate(0, 0, 2).Truncate(time.Hour)
	without, with := "2006-01-02T15:04", "2006-01-02T15:04Z07:00"
	w.window("without", local, map[string]any{"NextExecutionTime": local.Format(without), "ScheduleTimezone": "Europe/Berlin"}, aimed("InstanceIds", fakeID(0)))
	w.window("with", local, map[string]any{"NextExecutionTime": local.Format(with), "ScheduleTimezone": "Mars/Olympus"}, aimed("InstanceIds", fakeID(1)))
	w.window("utc", local, map[string]any{"NextExecutionTime": local.Format(without)}, aimed("InstanceIds", fakeID(2)))
	_, ahead := local.Zone()
	want := local.UTC().Format(time.RFC3339)
	w.expect(t, "nextPatchRun", want, want, local.UTC().Add(time.Duration(ahead)*time.Second).Format(time.RFC3339))
}

func TestAssociationsRunInUTC(t *testing.T) {
	w := newPatchWorld(t)
	soon := time.Now().UTC().Add(26 * time.Hour).Truncate(time.Hour)
	cron := fmt.Sprintf("cron(0 %d ? * * *)", soon.Hour())
	next := soon
	if next.Sub(time.Now()) > 24*time.Hour {
		next = next.AddDate(0, 0, -1)
	}
	w.association("daily", map[string]any{"ScheduleExpression": cron}, aimed("InstanceIds", fakeID(0)))
	w.association("AWS-QuickSetup-PatchPolicy-Install-LA-1a2b3", map[string]any{"ScheduleExpression": fmt.Sprintf("cron(0 %d ? * %s *)", soon.Hour(), strings.ToUpper(soon.Weekday().String()[:3])), "ScheduleOffset": 2},
		aimed("tag:QSConfigName-1a2b3", "AWS"))
	w.tags[fakeID(1)] = map[string]string{"QSConfigName-1a2b3": "AWS"}
	w.association("scans", map[string]any{"Parameters": map[string]any{"Operation": []any{"Scan"}}}, aimed("InstanceIds", "*"))
	w.association("once", map[string]any{"ScheduleExpression": nil}, aimed("InstanceIds", fakeID(2)))
	w.expect(t, "nextPatchRun nextPatchBy noWindow nextPatchReason",
		next.Format(time.RFC3339)+" Association daily false ",
		soon.AddDate(0, 0, 2-7*weeksSooner(soon)).Format(time.RFC3339)+" Patch policy AWS-QuickSetup-PatchPolicy-Install-LA-1a2b3 false ",
		"  true Association once reaches it, but it has no schedule: it ran when it was made")
}

// weeksSooner tells whether a weekly run two days after this one's day also comes a week sooner.
func weeksSooner(day time.Time) int {
	if day.AddDate(0, 0, 2-7).After(time.Now()) {
		return 1
	}
	return 0
}

func TestARunInAClosedCalendarDoesNotCount(t *testing.T) {
	opens := time.Now().UTC().Add(10 * 24 * time.Hour).Truncate(time.Hour).Add(30 * time.Minute)
	every := map[string]any{"ScheduleExpression": "rate(1 day)", "CalendarNames": []any{"freeze"}}
	state := func(answer func(at time.Time) map[string]any) func(input map[string]any) (int, any) {
		return func(input map[string]any) (int, any) {
			at, err := time.Parse(time.RFC3339, input["AtTime"].(string))
			if err != nil {
				return http.StatusBadRequest, map[string]any{"__type": "ValidationException"}
			}
			return http.StatusOK, answer(at)
		}
	}
	for name, test := range map[string]struct {
		state    func(input map[string]any) (int, any)
		want     string // noWindow
		by, says string
	}{
		"closed until it opens": {state(func(at time.Time) map[string]any {
			if at.Before(opens) {
				return map[string]any{"State": "CLOSED", "NextTransitionTime": opens.Format(time.RFC3339)}
			}
			return map[string]any{"State": "OPEN"}
		}), "false", "Association a", ""},
		"closed for good": {state(func(time.Time) map[string]any { return map[string]any{"State": "CLOSED"} }), "true", "", `Association a reaches it, but its change calendar "freeze" is closed whenever it comes`},
		"gone": {func(map[string]any) (int, any) {
			return http.StatusBadRequest, map[string]any{"__type": "InvalidDocument", "Message": "no such document"}
		}, "", "", `Not known: Association a: whether its change calendar "freeze" lets it run is not known: `},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newPatchWorld(t)
			w.association("a", every, aimed("InstanceIds", fakeID(2)))
			w.on("GetCalendarState", test.state)
			w.expect(t, "noWindow nextPatchBy", "true ", "true ", test.want+" "+test.by)
			if says := w.plans(t, "nextPatchReason")[2]; !strings.HasPrefix(says, test.says) || (says == "") != (test.says == "") {
				t.Errorf("says %q, want %q", says, test.says)
			}
			if run := w.plans(t, "nextPatchRun")[2]; test.by != "" {
				if at, err := time.Parse(time.RFC3339, run); err != nil || at.Before(opens) || at.After(opens.Add(24*time.Hour)) {
					t.Errorf("runs at %s; the calendar opens at %s", run, opens)
				}
			}
		})
	}
}

func TestAnAssociationIsDescribedAgainOnlyInANewVersion(t *testing.T) {
	w := newPatchWorld(t)
	w.association("a", nil, aimed("InstanceIds", fakeID(0)))
	f := closing(t, w.settings(t, map[string]any{"refresh": map[string]any{"associations": "1s"}}))
	read := func() Answer { return nodesOf(t, f, Need{}) }
	read()
	eventually(t, func() bool { read(); return w.called("ListAssociations") >= 4 })
	if calls := w.called("DescribeAssociation"); calls != 1 {
		t.Errorf("described %d times, listed %d times", calls, w.called("ListAssociations"))
	}
	w.mu.Lock()
	changed := map[string]any{}
	for key, value := range w.associations[0] {
		changed[key] = value
	}
	changed["AssociationVersion"], changed["Targets"] = "2", []any{aimed("InstanceIds", fakeID(1))}
	w.associations = []map[string]any{changed}
	w.mu.Unlock()
	eventually(t, func() bool {
		answer := read()
		return cell(t, answer.Table, "noWindow", rowsBy(t, answer.Table, "nodeId")[fakeID(1)]) == "false"
	})
	if calls := w.called("DescribeAssociation"); calls != 2 {
		t.Errorf("described %d times", calls)
	}
}
