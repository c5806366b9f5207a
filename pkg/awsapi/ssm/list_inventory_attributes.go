package ssm

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// InventoryAttribute is one attribute of one entry of a node's inventory. Entries are numbered from 1 on, in AWS's order.
type InventoryAttribute struct {
	Entry       int
	Name, Value string
	CaptureTime string
}

// ListInventoryAttributes lists the same as [ListInventoryEntries], attribute by attribute: those of an entry in the order of their
// names.
func ListInventoryAttributes(typeName string) awsapi.DetailList[InventoryAttribute] {
	entries := ListInventoryEntries(typeName)
	return awsapi.DetailList[InventoryAttribute]{
		Operation: entries.Operation,
		// A token is the number of entries before its page, and AWS's own.
		Page: func(ctx context.Context, client *awsapi.Client, nodeID string, token *string) ([]InventoryAttribute, *string, error) {
			before := 0
			if token != nil {
				number, own, _ := strings.Cut(*token, " ")
				before, _ = strconv.Atoi(number)
				token = &own
			}
			page, next, err := entries.Page(ctx, client, nodeID, token)
			if err != nil {
				return nil, nil, err
			}
			var attributes []InventoryAttribute
			for i, entry := range page {
				for _, name := range slices.Sorted(maps.Keys(entry.Attributes)) {
					attributes = append(attributes, InventoryAttribute{before + i + 1, name, entry.Attributes[name], entry.CaptureTime})
				}
			}
			if aws.ToString(next) != "" {
				next = aws.String(strconv.Itoa(before+len(page)) + " " + *next)
			}
			return attributes, next, nil
		},
	}
}
