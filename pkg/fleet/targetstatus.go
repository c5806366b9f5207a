package fleet

import (
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// State says how good the reading of a target is.
type State string

// The states of a target. Late: there is a good reading, but the next is overdue. Stale: there is one, but a later one failed.
// Failed: there is none.
const (
	OK      State = statuses.TargetOK
	Late    State = statuses.TargetLate
	Stale   State = statuses.TargetStale
	Loading State = statuses.TargetLoading
	Failed  State = statuses.TargetFailed
)

// Target is one thing to read: an AWS operation in one Region of one account.
type Target struct {
	Account     string // id of 12 digits
	AccountName string // as the settings name it, else the id
	Region      string
	API         string // the operation, for instance "DescribeInstanceProperties"
}

// TargetStatus is what is known of a target's readings.
type TargetStatus struct {
	Target
	State     State
	AsOf      time.Time     // last good reading, zero if none
	Oldest    time.Time     // oldest of what is known, which a reading may have found that failed later; zero if nothing is
	Items     int           // items in the last good reading
	Took      time.Duration // how long it took
	Interval  time.Duration // between two readings, while someone is looking
	Failure   *Failure      // why the last reading failed; nil if it did not
	Calls     int64         // since the server part started
	Throttles int64
	// ThrottledSince is when AWS began to throttle the operation and has not answered it since; zero where it does.
	ThrottledSince time.Time
	// UnansweredSince is when the oldest call that AWS hasn't answered yet was sent; zero where none is out.
	UnansweredSince time.Time
	Errors          int64
	Read            int // how far the reading is: items read ...
	Expected        int // ... of so many expected; 0 while that is not known
	Next            time.Time
	// Budget is that of the account; GivesWay: it is short, and the next reading is left to others until Next.
	Budget   awsapi.Budget
	GivesWay bool
	// Note says what an otherwise good reading cannot tell, for instance which values could not be read.
	Note string
	// Lacking says which items it is known not to have, for instance where an older operation had to serve.
	Lacking string
	// Aside is what else is worth knowing of it, and for no panel to tell: the rows that it concerns say it themselves.
	Aside string
	// News is what is no longer listed; zero where nothing is gone.
	News News
}

// News is that a list has lost items, as a second reading agreed.
type News struct {
	Words string
	Since time.Time
	// Much tells whether it was more than a tenth of what there was, and more than one.
	Much bool
}

// Remark says what else is to be known of a target's reading than its state; empty where nothing is.
func (s *TargetStatus) Remark() string {
	var remarks []string
	for _, remark := range []string{s.Lacking, s.Note, s.Aside, s.News.Words} {
		if remark != "" {
			remarks = append(remarks, remark)
		}
	}
	return strings.Join(remarks, "; ")
}
