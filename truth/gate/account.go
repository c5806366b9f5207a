package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// account adds to the result what is known when all is over, so long after the start.
func (r *run) account(took time.Duration) error {
	calls, err := r.simulator.Calls()
	if err != nil {
		return err
	}
	for _, c := range calls {
		r.result.calls, r.result.throttles = r.result.calls+c.Calls, r.result.throttles+c.Throttled
		// A list of one page, so that a call is a reading; Save & test may add one each.
		readings := took.Seconds()/(0.9*interval.Seconds()) + float64(1+r.result.health)
		if (r.twice || r.viewers > 1) && c.Operation == "DescribePatchGroups" && float64(c.Calls) > 1.3*readings {
			r.found([]judge.Finding{{Kind: judge.Wrong, What: "an account and Region is read more often for more who look",
				Why: fmt.Sprintf("%d calls of %s in %s of %s, enough are %.0f", c.Calls, c.Operation, c.Region, c.Account, readings)}})
		}
	}
	visits, err := r.simulator.Portal()
	if err != nil {
		return err
	}
	for _, v := range visits {
		if v.SecurityToken {
			r.found([]judge.Finding{{Kind: judge.Leaked, What: "a session token reached the address that a redirect names"}})
		}
	}
	r.found(r.secrets.In(r.log.String(), "the server part's log"))
	r.found(r.untold())
	crashes := r.process.Starts() - 1
	if r.kills {
		crashes--
	}
	if crashes > 0 {
		r.note(fmt.Sprintf("the server part ended by itself, %d times: %s", crashes, panicIn(r.log.String())))
	}
	return nil
}

// panicIn gives what a process said when it ended, and the first places of the code that it names.
func panicIn(log string) string {
	_, end, found := strings.Cut(log, "panic:")
	if !found {
		return "it did not say why"
	}
	said, _, _ := strings.Cut(end, "\n")
	var places []string
	for _, place := range goPlace.FindAllString(end, -1) {
		if len(places) < 4 && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return strings.TrimSpace(said) + " at " + strings.Join(places, ", ")
}

// goPlace is a line of Go code, as a stack trace names it, without the runtime's own.
var goPlace = regexp.MustCompile(`(github\.com/)[\w./@-]+\.go:\d+`)
