package judge

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// Answer is what the data source said to one question.
type Answer struct {
	// Question is what was asked, in few words.
	Question        string
	Asked, Answered time.Time
	// Frame is nil where the answer is an error.
	Frame *data.Frame
	Err   error
	said  said
}

// NewAnswer reads what an answer says of itself.
func NewAnswer(question string, asked, answered time.Time, response backend.DataResponse) (Answer, error) {
	a := Answer{Question: question, Asked: asked, Answered: answered, Err: response.Error}
	if response.Error != nil {
		return a, nil
	}
	if len(response.Frames) != 1 || response.Frames[0].Meta == nil {
		return a, fmt.Errorf("%s: the answer is neither an error nor a frame that says what it is made of", question)
	}
	a.Frame = response.Frames[0]
	raw, err := json.Marshal(a.Frame.Meta.Custom)
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal(raw, &a.said); err != nil {
		return a, fmt.Errorf("%s: meta.custom: %w", question, err)
	}
	return a, nil
}

// said is what a frame says in meta.custom of what it is made of.
type said struct {
	Targets  []targetSaid
	Progress struct{ Read, Expected int }
}

type targetSaid struct {
	Account, AccountName, Region, API, State string
	// Note is what is to be known of its reading beside its state.
	Note string
	// AsOf is epoch milliseconds; nil where there is no good reading.
	AsOf *int64
}

func (a Answer) target(p Place, operation string) (targetSaid, bool) {
	for _, t := range a.said.Targets {
		if t.Account == p.Account && t.Region == p.Region && t.API == operation {
			return t, true
		}
	}
	return targetSaid{}, false
}

// admits tells whether the answer says of one of these operations in a place that something is amiss with what it knows: by
// the target's state or note, or by a warning or an error that names operation, account and Region. News are no excuse.
func (a Answer) admits(p Place, operations ...string) bool {
	for _, operation := range operations {
		t, found := a.target(p, operation)
		_, note := t.gone()
		if found && (t.State != "ok" || note != "") {
			return true
		}
		for _, n := range a.Frame.Meta.Notices {
			text := withoutNews(n.Text)
			if n.Severity > data.NoticeSeverityInfo && strings.Contains(text, operation) && strings.Contains(text, p.Region) && strings.Contains(text, p.Account) {
				return true
			}
		}
	}
	return false
}

// Words are what an answer says beside its facts: its error, or its notices.
func (a Answer) Words() string {
	if a.Err != nil {
		return a.Err.Error()
	}
	var words []string
	for _, n := range a.Frame.Meta.Notices {
		words = append(words, n.Text)
	}
	return strings.Join(words, " ")
}

// settled tells whether an answer says of itself that everything has been read, and warns of nothing.
func (a Answer) settled() bool {
	warns := func(n data.Notice) bool { return n.Severity > data.NoticeSeverityInfo && withoutNews(n.Text) != "" }
	if a.Frame == nil || slices.ContainsFunc(a.Frame.Meta.Notices, warns) || a.said.Progress.Read != a.said.Progress.Expected {
		return false
	}
	for _, t := range a.said.Targets {
		if _, note := t.gone(); t.State != "ok" || note != "" {
			return false
		}
	}
	return true
}

// cell gives what a frame shows in a column of a row, in the words in which the truth has it; empty where it shows nothing.
func cell(frame *data.Frame, column string, row int) string {
	field, _ := frame.FieldByName(column)
	if field == nil {
		return ""
	}
	value, ok := field.ConcreteAt(row)
	if !ok {
		return ""
	}
	return fmt.Sprint(value)
}

// number gives a number that a frame shows, if it shows one.
func number(frame *data.Frame, column string, row int) (float64, bool) {
	field, _ := frame.FieldByName(column)
	if field == nil {
		return 0, false
	}
	value, err := field.NullableFloatAt(row)
	if err != nil || value == nil {
		return 0, false
	}
	return *value, true
}

// moment gives a time that a frame shows, if it shows one.
func moment(frame *data.Frame, column string, row int) (time.Time, bool) {
	field, _ := frame.FieldByName(column)
	if field == nil {
		return time.Time{}, false
	}
	value, ok := field.ConcreteAt(row)
	at, isTime := value.(time.Time)
	return at, ok && isTime
}
