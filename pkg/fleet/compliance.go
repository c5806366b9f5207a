package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

// verdictRecords is AWS's own verdict on each node's patches.
var verdictRecords = recordsOf(ssm.ListResourceComplianceSummaries.Operation, field[types.ResourceComplianceSummaryItem]{
	name: "complianceStatus", label: "Compliance status",
	means: "AWS's own verdict on patch compliance: COMPLIANT or NON_COMPLIANT; empty where AWS gives none", from: "Status",
})

var verdicts = declareFeed(speaking(nodeListed, listFeed(ssm.ListResourceComplianceSummaries, everyPatchStates, verdictRecords, "ResourceId",
	"AWS's own verdict on patch compliance, which the counts are held against")))
