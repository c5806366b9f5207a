package fleet

import (
	"strings"
	"testing"
	"time"
)

func TestSchedulesRunWhenAWSSaysThatTheyDo(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	// The expressions of the first lines are those of AWS's reference, with what it says that they mean. 2026-11-28 is a Saturday.
	for _, test := range []struct {
		expression string
		offset     int
		zone       *time.Location
		after      string
		want       string // the next runs
	}{
		{"cron(0 10 * * ? *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-28T10:00:00Z 2026-11-29T10:00:00Z"},
		{"cron(15 12 * * ? *)", 0, time.UTC, "2026-11-28T12:15:00Z", "2026-11-29T12:15:00Z"},
		{"cron(0 18 ? * MON-FRI *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-30T18:00:00Z 2026-12-01T18:00:00Z"},
		{"cron(0 8 1 * ? *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-01T08:00:00Z 2027-01-01T08:00:00Z"},
		{"cron(0/15 * * * ? *)", 0, time.UTC, "2026-11-28T09:50:00Z", "2026-11-28T10:00:00Z 2026-11-28T10:15:00Z"},
		{"cron(0/5 8-17 ? * MON-FRI *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-30T08:00:00Z 2026-11-30T08:05:00Z"},
		{"cron(0 2 ? * THU#3 *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-17T02:00:00Z 2027-01-21T02:00:00Z"},
		{"cron(30 23 ? * TUE#3 *)", 2, time.UTC, "2026-11-28T09:00:00Z", "2026-12-17T23:30:00Z"},
		{"cron(0 0 ? * THU#2 *)", 3, time.UTC, "2026-12-11T00:00:00Z", "2026-12-13T00:00:00Z 2027-01-17T00:00:00Z"},
		{"cron(15 13 ? * * *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-28T13:15:00Z"},
		{"cron(0 0 31 * ? *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-31T00:00:00Z 2027-01-31T00:00:00Z 2027-03-31T00:00:00Z"},
		{"cron(0 0 L * ? *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-30T00:00:00Z 2026-12-31T00:00:00Z"},
		{"cron(0 0 1W * ? *)", 0, time.UTC, "2026-12-28T09:00:00Z", "2027-01-01T00:00:00Z 2027-02-01T00:00:00Z 2027-03-01T00:00:00Z 2027-04-01T00:00:00Z 2027-05-03T00:00:00Z"},
		// Days of the week count from 1, which is Sunday.
		{"cron(0 2 ? * 1 *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-29T02:00:00Z"},
		{"cron(0 2 ? * 7 *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-05T02:00:00Z"},
		{"cron(0 2 ? * 2-6 *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-30T02:00:00Z"},
		{"cron(0 2 ? * 3#2 *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-08T02:00:00Z"},
		{"cron(0 2 ? * 6L *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-25T02:00:00Z 2027-01-29T02:00:00Z"},
		{"cron(0 2 ? * L *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-05T02:00:00Z"},
		{"cron(0 2 ? * FRI-MON *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-29T02:00:00Z 2026-11-30T02:00:00Z 2026-12-04T02:00:00Z"},
		{"cron(0 2 ? * sun *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-29T02:00:00Z"},
		// A field of seconds is optional, and so is that of the year.
		{"cron(0 30 23 ? * TUE#3 *)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-15T23:30:00Z"},
		{"cron(0 2 ? * SUN)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-29T02:00:00Z"},
		{"cron(0 2 ? * SUN 2027-2030)", 0, time.UTC, "2026-11-28T09:00:00Z", "2027-01-03T02:00:00Z"},
		// Summer time ends on 2026-10-25 in Berlin: the hour there stays, that of UTC doesn't.
		{"cron(0 4 ? * SUN *)", 0, berlin, "2026-10-12T00:00:00Z", "2026-10-18T02:00:00Z 2026-10-25T03:00:00Z 2026-11-01T03:00:00Z"},
		{"cron(0 22 ? * TUE#2 *)", 3, berlin, "2026-11-12T00:00:00Z", "2026-11-13T21:00:00Z"},
		{"rate(7 days)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-03T03:00:00Z 2026-12-10T03:00:00Z"},
		{"rate(30 minutes)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-11-28T09:30:00Z"},
		{"at(2026-12-07T15:55:00)", 0, time.UTC, "2026-11-28T09:00:00Z", "2026-12-07T15:55:00Z -"},
		{"at(2026-12-07T15:55:00)", 0, berlin, "2026-11-28T09:00:00Z", "2026-12-07T14:55:00Z"},
		{"cron(0 2 31 2 ? *)", 0, time.UTC, "2026-11-28T09:00:00Z", "-"},
		{"cron(0 2 ? * SUN 2019)", 0, time.UTC, "2026-11-28T09:00:00Z", "-"},
	} {
		after, _ := time.Parse(time.RFC3339, test.after)
		s, err := parseSchedule(test.expression, time.Date(2026, 11, 26, 3, 0, 0, 0, time.UTC), test.offset, test.zone)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, want := range strings.Fields(test.want) {
			next, got := s.next(after), "-"
			if !next.IsZero() {
				got = next.UTC().Format(time.RFC3339)
			}
			if got != want {
				t.Errorf("%s (offset %d, %s) after %s: %s, want %s", test.expression, test.offset, test.zone, after, got, want)
				break
			}
			if want == "-" {
				break
			}
			if last := s.last(next.Add(time.Minute)); !last.Equal(next) {
				t.Errorf("%s: the last run after %s is %s", test.expression, next, last)
			}
			after = next
		}
	}
}

func TestAScheduleThatIsNoneIsNamed(t *testing.T) {
	for _, expression := range []string{
		"", "cron()", "cron(0 2 * *)", "cron(61 2 ? * SUN *)", "cron(0 2 ? * SOMEDAY *)", "rate(0 days)", "rate(1 fortnight)", "at(tomorrow)", "@daily", "0 2 ? * SUN *",
	} {
		if s, err := parseSchedule(expression, time.Now(), 0, time.UTC); err == nil {
			t.Errorf("%q is %+v", expression, s)
		}
	}
}
