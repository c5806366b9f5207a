package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// estate is what the simulator says of its own machines, and how to reach them.
type estate struct {
	Accounts []struct {
		ID         string   `json:"id"`
		Name       string   `json:"name"`
		Regions    []string `json:"regions"`
		ReaderRole struct {
			ARN        string `json:"arn"`
			ExternalID string `json:"externalId"`
		} `json:"readerRole"`
	} `json:"accounts"`
	Machines []struct {
		Account string `json:"account"`
		Region  string `json:"region"`
		Managed bool   `json:"managed"`
	} `json:"machines"`
}

func readEstate(ctx context.Context, simulator string) (estate, error) {
	var e estate
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, simulator+"/__truth", nil)
	if err != nil {
		return e, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return e, fmt.Errorf("no simulator at %q: %w", simulator, err)
	}
	defer func() { _ = response.Body.Close() }()
	return e, json.NewDecoder(response.Body).Decode(&e)
}

// settings are those of a data source that reads all accounts of the estate.
func (e estate) settings(simulator string) ([]byte, error) {
	var accounts []map[string]any
	for _, a := range e.Accounts {
		accounts = append(accounts, map[string]any{
			"id": a.ID, "name": a.Name, "regions": a.Regions, "assumeRoleArn": a.ReaderRole.ARN, "externalId": a.ReaderRole.ExternalID,
		})
	}
	return json.Marshal(map[string]any{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": simulator, "accounts": accounts})
}

// places gives the number of managed nodes in each account and Region.
func (e estate) places() map[[2]string]int {
	places := map[[2]string]int{}
	for _, m := range e.Machines {
		if m.Managed {
			places[[2]string{m.Account, m.Region}]++
		}
	}
	return places
}
