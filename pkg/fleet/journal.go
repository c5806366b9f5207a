package fleet

import (
	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

var logger = backend.NewLoggerWith("logger", "onepane.fleet")

// journal writes into Grafana's log how the readings of a target go: a line when they begin to fail or fail otherwise, and one
// when they work again. Nothing of what was read is in it.
type journal struct {
	operation awsapi.Operation
	// where gives the account and the Region.
	where func() (account, region string)
}

func (j journal) failed(f *Failure) {
	if f.WaitsFor != "" {
		return // the line of what it waits for says it all
	}
	account, region := j.place()
	logger.Warn("Reading failed", "operation", j.operation.Action(), "account", account, "region", region, "cause", f.Cause.Message)
}

func (j journal) mended(f *Failure) {
	if f.WaitsFor != "" {
		return
	}
	account, region := j.place()
	logger.Info("Reading works again", "operation", j.operation.Action(), "account", account, "region", region, "failedSince", f.Since.UTC())
}

func (j journal) place() (account, region string) {
	if j.where == nil {
		return "", ""
	}
	return j.where()
}
