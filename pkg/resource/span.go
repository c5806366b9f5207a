package resource

import (
	"fmt"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// Range is the time range of a question; one without a beginning is none.
type Range struct{ From, To time.Time }

// happened gives the test of the rows that happened in the plan's time range: that began in it, or began before its end and are
// not over. When one began that doesn't say so nobody knows: it is not lost. Nil where the resource is of what is.
func (p *Plan) happened(t *columns.Table) func(row int) bool {
	span := p.Resource.Span
	if span == nil || p.within.From.IsZero() {
		return nil
	}
	start, hasStart := t.Column(span.Start)
	over, hasOver := t.Column(span.Over)
	return func(row int) bool {
		if !hasStart || !start.Has(row) {
			return true
		}
		began := start.Time(row)
		isGoingOn := hasOver && over.Has(row) && !over.Bool(row)
		return !began.After(p.within.To) && (isGoingOn || !began.Before(p.within.From))
	}
}

// forgotten says that AWS doesn't keep what happened as long as the question goes back; empty where it does.
func (p *Plan) forgotten(now time.Time) string {
	span := p.Resource.Span
	if span == nil || span.Kept == 0 || p.within.From.IsZero() || now.Sub(p.within.From) <= span.Kept+time.Minute {
		return ""
	}
	return fmt.Sprintf("AWS keeps this for %d days: what happened before %s is not known.",
		int(span.Kept.Hours()/24), now.Add(-span.Kept).UTC().Format("2006-01-02 15:04 UTC"))
}
