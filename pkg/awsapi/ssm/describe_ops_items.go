package ssm

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// UnfinishedOpsItems are the statuses of OpsItems on which something is left to do.
var UnfinishedOpsItems = []types.OpsItemStatus{
	types.OpsItemStatusOpen, types.OpsItemStatusInProgress, types.OpsItemStatusPending, types.OpsItemStatusPendingApproval,
	types.OpsItemStatusApproved, types.OpsItemStatusScheduled, types.OpsItemStatusRunbookInProgress, types.OpsItemStatusCancelling,
	types.OpsItemStatusPendingChangeCalendarOverride, types.OpsItemStatusChangeCalendarOverrideApproved,
}

// OpsItemsKept is how long after its last change an OpsItem is listed that is finished: an account may have half a million.
const OpsItemsKept = 30 * 24 * time.Hour

// DescribeOpsItems lists the OpsItems that are unfinished, and after them those that are finished and were changed lately
// ([OpsItemsKept]), 50 a page.
var DescribeOpsItems = awsapi.List[types.OpsItemSummary]{
	Operation: operation("DescribeOpsItems"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.OpsItemSummary, *string, error) {
		part, at := unfinishedPart, ""
		if token != nil {
			part, at, _ = strings.Cut(*token, " ")
		}
		input := &ssm.DescribeOpsItemsInput{OpsItemFilters: opsItemFilters(part), MaxResults: aws.Int32(50)}
		if at != "" {
			input.NextToken = &at
		}
		page, err := client.SSM.DescribeOpsItems(ctx, input)
		if err != nil {
			return nil, nil, err
		}
		return opsItemsOf(part, page.OpsItemSummaries), nextOpsItems(part, aws.ToString(page.NextToken)), nil
	},
}

// unfinishedPart is the first part of the list. The second is called by the time from which on it has what was changed: that is
// the same for all of its pages.
const unfinishedPart = "unfinished"

func opsItemFilters(part string) []types.OpsItemFilter {
	if part != unfinishedPart {
		return []types.OpsItemFilter{{
			Key: types.OpsItemFilterKeyLastModifiedTime, Operator: types.OpsItemFilterOperatorGreaterThan, Values: []string{part},
		}}
	}
	statuses := make([]string, len(UnfinishedOpsItems))
	for i, status := range UnfinishedOpsItems {
		statuses[i] = string(status)
	}
	return []types.OpsItemFilter{{Key: types.OpsItemFilterKeyStatus, Operator: types.OpsItemFilterOperatorEqual, Values: statuses}}
}

// opsItemsOf leaves out of the second part what the first has.
func opsItemsOf(part string, items []types.OpsItemSummary) []types.OpsItemSummary {
	if part == unfinishedPart {
		return items
	}
	return slices.DeleteFunc(items, func(i types.OpsItemSummary) bool { return slices.Contains(UnfinishedOpsItems, i.Status) })
}

// nextOpsItems is the token of what follows a page: a part, and AWS's own token in it.
func nextOpsItems(part, next string) *string {
	switch {
	case next != "":
		return aws.String(part + " " + next)
	case part == unfinishedPart:
		return aws.String(time.Now().Add(-OpsItemsKept).UTC().Format(time.RFC3339))
	}
	return nil
}
