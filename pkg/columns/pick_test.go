package columns

import (
	"slices"
	"testing"
	"time"
)

func TestConcatPicksRowsOfAnyKind(t *testing.T) {
	first, second := NewStrings([]string{"a", "", "b"}), NewStrings([]string{"b", "c"})
	joined := Concat(Pick{first, []int32{2, -1, 1, 0}}, Pick{nil, []int32{0}}, Pick{second, []int32{1, 0}}).(*Strings)
	var got []string
	for i := range joined.Len() {
		got = append(got, joined.String(i))
	}
	if want := []string{"b", "", "", "a", "", "c", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if joined.Has(1) || joined.Has(4) || !joined.Has(0) || joined.Code(0) != joined.Code(6) || len(joined.Values()) != 3 {
		t.Errorf("values %q, codes %v", joined.Values(), joined.codes)
	}

	numbers := Concat(Pick{NewNumbers([]float64{1, None()}), []int32{1, 0, -1}})
	if numbers.Kind() != Number || numbers.Has(0) || numbers.Number(1) != 1 || numbers.Has(2) {
		t.Errorf("numbers %v", numbers)
	}
	moment := time.UnixMilli(1700000000123)
	times := Concat(Pick{NewTimes([]time.Time{moment, time.Unix(0, 0), {}}), []int32{2, 1, 0}})
	if times.Kind() != Time || times.Has(0) || times.Has(1) || !times.Time(2).Equal(moment) {
		t.Errorf("times %v", times)
	}
	flags := Concat(Pick{NewBooleans([]Truth{True, False, Neither}), []int32{0, 1, 2}})
	if flags.Kind() != Boolean || !flags.Bool(0) || flags.Bool(1) || !flags.Has(1) || flags.Has(2) {
		t.Errorf("flags %v", flags)
	}
	if nothing := Concat(Pick{nil, []int32{0, 1}}); nothing.Kind() != String || nothing.Len() != 2 || nothing.Has(0) {
		t.Errorf("nothing %v", nothing)
	}
}

func TestBuilderLeavesAloneWhatItGaveOut(t *testing.T) {
	var b StringsBuilder
	b.Append("a")
	early := b.Column()
	b.Pad(3)
	b.Append("b")
	if late := b.Column(); early.Len() != 1 || late.Len() != 4 || late.Has(1) || late.String(3) != "b" {
		t.Errorf("early %v, late %v", early, late)
	}
}

func TestAgesCountFromTheMoment(t *testing.T) {
	now := time.UnixMilli(1700000000000)
	times := NewTimes([]time.Time{now.Add(-time.Minute), {}})
	age := NewAge(times, now)
	if age.Kind() != Number || age.Number(0) != 60 || age.Has(1) {
		t.Errorf("ages %v %v", age.Number(0), age.Has(1))
	}
	older := NewOlder(times, now, time.Minute)
	if older.Bool(0) || !NewOlder(times, now, 59*time.Second).Bool(0) || older.Has(1) || older.Kind() != Boolean {
		t.Error("a time as old as allowed is not older")
	}
}

func TestATimeInTheFutureIsNeverYoung(t *testing.T) {
	now := time.UnixMilli(1700000000000)
	for ahead, known := range map[time.Duration]bool{
		-time.Second: true, time.Second: true, 5 * time.Minute: true, 5*time.Minute + time.Millisecond: false, 150 * 365 * 24 * time.Hour: false,
	} {
		times := NewTimes([]time.Time{now.Add(ahead)})
		age, older := NewAge(times, now), NewOlder(times, now, time.Hour)
		if age.Has(0) != known || older.Has(0) != known {
			t.Errorf("%s ahead: age %v, older %v", ahead, age.Has(0), older.Has(0))
		}
		if want := max(0, -ahead.Seconds()); age.Number(0) != want || older.Bool(0) {
			t.Errorf("%s ahead: %v s old", ahead, age.Number(0))
		}
	}
}

func TestTimesThatCannotBeAreNone(t *testing.T) {
	at := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	for moment, has := range map[time.Time]bool{
		{}: false, time.Unix(-62135596800, 0): false, at(1601): false, at(1677): false, at(1970): false, time.Unix(-1, 0): false,
		time.Unix(1, 0): true, at(2026): true, at(2199): true, at(2200): false, at(2263): false, at(2300): false, at(9999): false,
	} {
		times := NewTimes([]time.Time{moment})
		if times.Has(0) != has || has && !times.Time(0).Equal(moment) || !has && !times.Time(0).IsZero() {
			t.Errorf("%s became %v", moment, times.Time(0))
		}
	}
}

func TestLazyColumnsAreMadeOnce(t *testing.T) {
	made := 0
	table := NewTable(1)
	table.SetLazy("a", func() Column { made++; return NewNumbers([]float64{1}) })
	copied := table.Clone()
	copied.Set("b", NewNumbers([]float64{2}))
	for range 2 {
		for _, each := range []*Table{table, copied} {
			if c, ok := each.Column("a"); !ok || c.Number(0) != 1 {
				t.Error("the column is not there")
			}
		}
	}
	if made != 1 || table.Has("b") || !slices.Equal(copied.Names(), []string{"a", "b"}) {
		t.Errorf("made %d times; %v, %v", made, table.Names(), copied.Names())
	}
}
