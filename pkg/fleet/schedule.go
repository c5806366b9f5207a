package fleet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/adhocore/gronx"
)

// schedule is when something of Systems Manager runs, by its cron, rate or at expression: the user guide's "Reference: Cron and rate
// expressions for Systems Manager".
type schedule struct {
	cron string // with seconds and years, in the cron library's numbers of weekdays; empty: it is another one
	// every is how long it is from one run to the next, from anchor on; zero: it is another one.
	every  time.Duration
	anchor time.Time
	at     time.Time // the one time that it runs at; zero: it is another one
	offset int       // days that it runs after the day that the cron expression names
	zone   *time.Location
}

var (
	cronExpression = regexp.MustCompile(`^cron\((.*)\)$`)
	rateExpression = regexp.MustCompile(`^rate\(\s*(\d{1,6})\s+(minute|hour|day)s?\s*\)$`)
	atExpression   = regexp.MustCompile(`^at\((.*)\)$`)
)

var rateUnits = map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}

// parseSchedule understands an expression. Anchor is a run that rates are counted from; offset counts for cron alone, as AWS has it.
func parseSchedule(expression string, anchor time.Time, offset int, zone *time.Location) (schedule, error) {
	s := schedule{anchor: anchor, zone: zone}
	expression = strings.TrimSpace(expression)
	if found := rateExpression.FindStringSubmatch(expression); found != nil {
		count, err := strconv.Atoi(found[1])
		s.every = time.Duration(count) * rateUnits[found[2]]
		if err == nil && count > 0 {
			return s, nil
		}
	}
	if found := atExpression.FindStringSubmatch(expression); found != nil {
		if at := timeInWindow(strings.TrimSpace(found[1]), zone.String()); at != nil {
			s.at = *at
			return s, nil
		}
	}
	if found := cronExpression.FindStringSubmatch(expression); found != nil {
		if s.cron = awsCron(strings.Fields(found[1])); gronx.IsValid(s.cron) {
			s.offset = offset
			return s, nil
		}
	}
	return schedule{}, fmt.Errorf("its schedule %.80q is none that can be understood", expression)
}

// awsCron writes AWS's fields as the cron library has them. AWS has minutes, hours, days of the month, months, days of the week, and
// for most a year; seconds before them are optional.
func awsCron(fields []string) string {
	switch len(fields) {
	case 5:
		fields = append(append([]string{"0"}, fields...), "*")
	case 6:
		fields = append([]string{"0"}, fields...)
	}
	if len(fields) != 7 {
		return ""
	}
	fields[5] = weekdays(fields[5])
	return strings.Join(fields, " ")
}

var (
	weekdayRange = regexp.MustCompile(`^([0-6])-([0-6])$`)
	weekdayNames = strings.NewReplacer("SUN", "1", "MON", "2", "TUE", "3", "WED", "4", "THU", "5", "FRI", "6", "SAT", "7")
)

// weekdays counts the days of the week from 0 for Sunday, where AWS counts from 1. L alone is the week's last day, and a range may
// go over the end of the week.
func weekdays(field string) string {
	if field == "?" || field == "*" {
		return field
	}
	var all []string
	for _, part := range strings.Split(weekdayNames.Replace(strings.ToUpper(field)), ",") {
		// What comes after these is no day: the how manieth, or a step.
		days, rest := part, ""
		if at := strings.IndexAny(part, "#/"); at >= 0 {
			days, rest = part[:at], part[at:]
		}
		if days == "L" {
			days = "7"
		}
		days = regexp.MustCompile(`[1-7]`).ReplaceAllStringFunc(days, func(day string) string { return string(day[0] - 1) })
		if span := weekdayRange.FindStringSubmatch(days); span != nil && span[1] > span[2] {
			for day := span[1][0]; day != span[2][0]; day = '0' + (day-'0'+1)%7 {
				all = append(all, string(day))
			}
			days = span[2]
		}
		all = append(all, days+rest)
	}
	return strings.Join(all, ",")
}

// next gives the first run after a time; zero where there is none any more.
func (s schedule) next(after time.Time) time.Time {
	switch {
	case !s.at.IsZero():
		if s.at.After(after) {
			return s.at
		}
		return time.Time{}
	case s.every > 0:
		if s.anchor.IsZero() {
			return time.Time{}
		}
		if s.anchor.After(after) {
			return s.anchor
		}
		return s.anchor.Add((after.Sub(s.anchor)/s.every + 1) * s.every)
	}
	tick := after.In(s.zone).AddDate(0, 0, -s.offset)
	for range 3 {
		var err error
		// An offset may skip an hour of summer time: what is no longer after that time is not the next one.
		if tick, err = gronx.NextTickAfter(s.cron, tick, false); err != nil {
			return time.Time{}
		}
		if run := tick.AddDate(0, 0, s.offset); run.After(after) {
			return run
		}
	}
	return time.Time{}
}

// last gives the latest run that is not after a time; zero where there is none.
func (s schedule) last(until time.Time) time.Time {
	switch {
	case !s.at.IsZero():
		if !s.at.After(until) {
			return s.at
		}
		return time.Time{}
	case s.every > 0:
		if next := s.next(until); !next.IsZero() {
			return next.Add(-s.every)
		}
		return time.Time{}
	}
	tick, err := gronx.PrevTickBefore(s.cron, until.In(s.zone).AddDate(0, 0, -s.offset), true)
	if err != nil {
		return time.Time{}
	}
	return tick.AddDate(0, 0, s.offset)
}

// recurs tells whether it may run more than once.
func (s schedule) recurs() bool { return s.at.IsZero() }
