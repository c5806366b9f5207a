package fleet

import (
	"cmp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type maintenanceWindow = types.MaintenanceWindowIdentity

var maintenanceWindows = declareList(listResource[maintenanceWindow]{
	Resource: schema.Resource{Name: "maintenanceWindows", Group: schema.OperationsGroup, Label: "Maintenance windows", Description: "Maintenance windows with their schedule and when each runs next",
		Examples: []schema.Example{
			{Title: "Windows that open within a day",
				Filters: []schema.Filter{{Field: "enabled", Op: "=", Value: true}, {Field: "nextExecutionTime", Op: "<", Value: "now+1d"}},
				OrderBy: []schema.OrderBy{{Field: "nextExecutionTime"}}},
			{Title: "Windows that are disabled", Filters: []schema.Filter{{Field: "enabled", Op: "=", Value: false}},
				OrderBy: []schema.OrderBy{{Field: "name"}}},
		},
	},
	list:     ssm.DescribeMaintenanceWindows,
	every:    everyAssociations,
	onDemand: true,
	id:       "WindowId",
	layer:    OperationsLayer,
	lost:     "Maintenance windows",
	fields: []field[maintenanceWindow]{
		{name: "name", label: "Name", means: "Name of the maintenance window", from: "Name", shown: true},
		{name: "windowId", label: "Window ID", means: "ID that Systems Manager gave it", from: "WindowId"},
		{name: "description", label: "Description", means: "What it is for, as people described it", from: "Description"},
		{name: "enabled", label: "Enabled", means: "Whether it runs when its time comes", from: "Enabled", shown: true},
		windowTime("nextExecutionTime", "Next execution", "When it runs next; empty where it doesn't", "NextExecutionTime", true,
			func(w *maintenanceWindow) *string { return w.NextExecutionTime }),
		{name: "duration", label: "Duration", means: "How long it is open", from: "Duration", unit: "h", shown: true},
		{name: "cutoff", label: "Cutoff", means: "How long before its end no new task begins", from: "Cutoff", unit: "h", shown: true},
		{name: "schedule", label: "Schedule", means: "Cron, rate or at expression by which it runs, in its time zone", from: "Schedule", shown: true},
		{name: "scheduleTimezone", label: "Time zone", means: "IANA time zone of the schedule, for instance Europe/Berlin; UTC where it is empty", from: "ScheduleTimezone", shown: true},
		{name: "scheduleOffset", label: "Offset", means: "How many days after the schedule's day it runs", from: "ScheduleOffset", unit: "d"},
		windowTime("startDate", "Start date", "When it becomes active; empty where it is from the beginning", "StartDate", false,
			func(w *maintenanceWindow) *string { return w.StartDate }),
		windowTime("endDate", "End date", "When it becomes inactive; empty where it has no end", "EndDate", false,
			func(w *maintenanceWindow) *string { return w.EndDate }),
	},
})

func windowTime(name, label, means, member string, shown bool, written func(*maintenanceWindow) *string) field[maintenanceWindow] {
	return field[maintenanceWindow]{name: name, label: label, means: means, from: member + " ScheduleTimezone", shown: shown,
		time: func(w *maintenanceWindow) *time.Time {
			return timeInWindow(aws.ToString(written(w)), aws.ToString(w.ScheduleTimezone))
		}}
}

// timeInWindow reads a time of a maintenance window, which is ISO 8601 text with seconds or without. One without an offset is
// meant in the window's time zone.
func timeInWindow(written, zone string) *time.Time {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(form, written); err == nil {
			return &t
		}
	}
	location, err := time.LoadLocation(cmp.Or(zone, "UTC"))
	if err != nil {
		return nil
	}
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(form, written, location); err == nil {
			return &t
		}
	}
	return nil
}
