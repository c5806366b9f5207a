// Package plugin is the data source's server part as Grafana sees it: queries, the health check and resource routes.
package plugin

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// ID is the data source's plugin id, as its plugin.json has it.
const ID = "onepane-ssm-datasource"

// reader is what is asked of the fleet; [fleet.Fleet] says what each of these does.
type reader interface {
	Accounts() []awsapi.Account
	Check(ctx context.Context) []fleet.AccountCheck
	ClockWords() string
	Read(ctx context.Context, resource string, need fleet.Need) (fleet.Answer, error)
	Close()
}

// Datasource is one configured data source.
type Datasource struct {
	backend.CallResourceHandler
	fleet           reader
	tagColumns      []string
	oldestIntervals float64 // of an answer that must be whole
}

// New makes the instance for a data source's settings. Settings that can't be used make an instance too, one that says
// what is wrong with them: they are the user's to mend, and no fault of the plugin.
func New(ctx context.Context, instance backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	settings, err := awsapi.ParseSettings(instance)
	if err != nil {
		return misconfigured{err}, nil
	}
	d := newDatasource(fleet.New(ctx, settings), settings.TagColumns)
	d.oldestIntervals = settings.AlertMaxIntervals
	return d, nil
}

func newDatasource(fleet reader, tagColumns []string) *Datasource {
	d := &Datasource{fleet: fleet, tagColumns: tagColumns}
	d.CallResourceHandler = httpadapter.New(d.routes())
	return d
}

// Dispose is called by the SDK when the data source's settings have changed.
func (d *Datasource) Dispose() { d.fleet.Close() }
