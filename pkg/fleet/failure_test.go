package fleet

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

func TestFailuresKeepTheirCause(t *testing.T) {
	since := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	refused := &awsapi.Error{Kind: awsapi.Refused, Operation: awsapi.Operation{Service: "ssm", Name: "ListNodes"}, Message: "refused"}
	for name, test := range map[string]struct {
		err                      error
		message, action, waitsOn string
	}{
		"AWS's":                         {fmt.Errorf("page 2: %w", refused), "refused", "ssm:ListNodes", ""},
		"another's":                     {errors.New("no route"), "no route", "", ""},
		"what it waits for":             {&waitsError{"ListNodes", refused}, "waits for ListNodes: refused", "ssm:ListNodes", "ListNodes"},
		"what waits for what waits":     {&waitsError{"Second", failureOf(&waitsError{"First", refused}, since).Cause}, "waits for Second: refused", "ssm:ListNodes", "Second"},
		"a wait that something wrapped": {fmt.Errorf("reading: %w", &waitsError{"ListNodes", refused}), "waits for ListNodes: refused", "ssm:ListNodes", "ListNodes"},
	} {
		t.Run(name, func(t *testing.T) {
			f := failureOf(test.err, since)
			if f.Message() != test.message || f.Action() != test.action || f.WaitsFor != test.waitsOn || !f.Began().Equal(since) {
				t.Errorf("%q, %q, waits for %q, since %v", f.Message(), f.Action(), f.WaitsFor, f.Began())
			}
		})
	}
	if err := (&waitsError{"ListNodes", refused}).Error(); err != "waits for ListNodes: refused" {
		t.Errorf("as an error: %s", err)
	}
}

func TestWithoutAFailureThereIsNothingToTell(t *testing.T) {
	var none *Failure
	if none.Message() != "" || none.Action() != "" || !none.Began().IsZero() {
		t.Errorf("%q, %q, %v", none.Message(), none.Action(), none.Began())
	}
}
