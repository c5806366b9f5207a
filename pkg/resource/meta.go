package resource

import (
	"cmp"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// meta is what a frame says of itself in meta.custom: FleetMeta in src/datasource/query.ts. Times are epoch milliseconds.
type meta struct {
	AsOf      *int64        `json:"asOf"`
	Targets   []targetState `json:"targets"`
	Progress  progress      `json:"progress"`
	Truncated *truncated    `json:"truncated"`
}

type targetState struct {
	Account     string      `json:"account"`
	AccountName string      `json:"accountName"`
	Region      string      `json:"region"`
	API         string      `json:"api"`
	State       fleet.State `json:"state"`
	AsOf        *int64      `json:"asOf"`
	Error       string      `json:"error,omitempty"`
	ErrorSince  *int64      `json:"errorSince,omitempty"`
	Action      string      `json:"action,omitempty"`
	Note        string      `json:"note,omitempty"`
}

// progress is how much of what is needed has been read. A target that failed is not on its way any more, so it counts
// for nothing here: the targets say that it is missing.
type progress struct {
	Read     int `json:"read"`
	Expected int `json:"expected"`
}

type truncated struct {
	Shown int `json:"shown"`
	Total int `json:"total"`
}

// evidence is what an answer was made from, and how far that carries.
type evidence struct {
	targets []fleet.TargetStatus
	// required are the operations that the answer can't do without.
	required []string
	// oldest is how many refresh intervals old an answer that must be whole may be; 0: there is no bound.
	oldest float64
	// clock says that the clock of Grafana's server is wrong; empty where it is right.
	clock string
	// forgotten says that AWS doesn't keep what happened as long as the question goes back; empty where it does.
	forgotten string
	// watched are the targets of an answer that can do without all of them, as it is about them: it is whole whatever their
	// state, and moves on until they are read.
	watched []fleet.TargetStatus
}

func (p *Plan) evidence(targets []fleet.TargetStatus) evidence {
	required, refining := p.apis()
	e := evidence{required: required, oldest: p.oldest}
	for _, t := range targets {
		if slices.Contains(required, t.API) || slices.Contains(refining, t.API) {
			e.targets = append(e.targets, t)
		} else if len(required) == 0 {
			e.watched = append(e.watched, t)
		}
	}
	slices.SortFunc(e.targets, func(a, b fleet.TargetStatus) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(a.API, b.API))
	})
	return e
}

func (e evidence) inState(state fleet.State) []fleet.TargetStatus {
	var found []fleet.TargetStatus
	for _, t := range e.targets {
		if t.State == state {
			found = append(found, t)
		}
	}
	return found
}

// failed gives the targets without any reading: those that the answer can't do without, and those that only refine it.
func (e evidence) failed() (required, refining []fleet.TargetStatus) {
	for _, t := range e.inState(fleet.Failed) {
		if slices.Contains(e.required, t.API) {
			required = append(required, t)
		} else {
			refining = append(refining, t)
		}
	}
	return required, refining
}

// none tells whether nothing at all is known or on its way of what the answer can't do without.
func (e evidence) none() bool {
	known := func(t fleet.TargetStatus) bool { return t.State != fleet.Failed && slices.Contains(e.required, t.API) }
	return !slices.ContainsFunc(e.targets, known)
}

// whole tells whether everything that the answer can't do without has been read.
func (e evidence) whole() bool {
	failed, _ := e.failed()
	return len(failed) == 0 && len(e.inState(fleet.Loading)) == 0 && len(e.lacking()) == 0
}

func (e evidence) meta() meta {
	m := meta{Targets: make([]targetState, len(e.targets))}
	var oldest time.Time
	for i, t := range e.targets {
		m.Targets[i] = targetState{
			Account: t.Account, AccountName: t.AccountName, Region: t.Region, API: t.API,
			State: t.State, AsOf: epochMs(t.AsOf), Error: t.Failure.Message(), ErrorSince: epochMs(t.Failure.Began()), Action: t.Failure.Action(), Note: t.Remark(),
		}
		oldest = earlier(oldest, earlier(t.AsOf, t.Oldest))
		m.Progress.add(t)
	}
	m.AsOf = epochMs(oldest)
	for _, t := range e.watched {
		m.Progress.add(t)
	}
	return m
}

func (p *progress) add(t fleet.TargetStatus) {
	switch t.State {
	case fleet.Loading:
		p.Read += t.Read
		// However many are expected, one that is still on its way has not been read to the end.
		p.Expected += max(t.Expected, t.Read+1)
	case fleet.OK, fleet.Late, fleet.Stale:
		p.Read += t.Items
		p.Expected += t.Items
	}
}

func epochMs(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	ms := t.UnixMilli()
	return &ms
}
