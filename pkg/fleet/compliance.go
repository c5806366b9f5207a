package fleet

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

type complianceSummary = types.ResourceComplianceSummaryItem

// verdictRecords is AWS's own verdict on each node's patches, and what it counts.
var verdictRecords = recordsOf(ssm.ListResourceComplianceSummaries.Operation,
	field[complianceSummary]{name: "complianceStatus", label: "Compliance status", means: "AWS's own verdict on patch compliance: COMPLIANT or NON_COMPLIANT; empty where AWS gives none", from: "Status"},
	field[complianceSummary]{name: "complianceExecutionTime", label: "Compliance execution time", means: "When the execution that the verdict comes from reported", from: "ExecutionSummary.ExecutionTime"},
	field[complianceSummary]{name: "complianceExecutionType", label: "Compliance execution type", means: "Kind of execution that the verdict comes from, for instance Command", from: "ExecutionSummary.ExecutionType"},
	field[complianceSummary]{name: "complianceExecutionId", label: "Compliance execution ID", means: "ID of the execution that the verdict comes from, for instance a command ID", from: "ExecutionSummary.ExecutionId"},
	nonCompliant("nonCompliantCount", "Noncompliant", "Noncompliant patches", "NonCompliantCount"),
	nonCompliant("nonCompliantCriticalCount", "Noncompliant, severity critical", "Noncompliant patches of severity Critical", "SeveritySummary.CriticalCount"),
	nonCompliant("nonCompliantHighCount", "Noncompliant, severity high", "Noncompliant patches of severity High", "SeveritySummary.HighCount"),
	nonCompliant("nonCompliantMediumCount", "Noncompliant, severity medium", "Noncompliant patches of severity Medium", "SeveritySummary.MediumCount"),
	nonCompliant("nonCompliantLowCount", "Noncompliant, severity low", "Noncompliant patches of severity Low", "SeveritySummary.LowCount"),
	nonCompliant("nonCompliantInformationalCount", "Noncompliant, severity informational", "Noncompliant patches of severity Informational", "SeveritySummary.InformationalCount"),
	nonCompliant("nonCompliantUnspecifiedCount", "Noncompliant, severity unspecified", "Noncompliant patches of severity Unspecified", "SeveritySummary.UnspecifiedCount"),
)

// nonCompliant is the column of a count of the summary, which counts the patches of both channels of patch results.
func nonCompliant(name, label, means, member string) field[complianceSummary] {
	return field[complianceSummary]{name: name, label: label, means: means + ", as AWS's compliance summary counts them", from: "NonCompliantSummary." + member, unit: counted}
}

// severityColumns are the columns that count by severity, in the order of [severities].
var severityColumns = [len(severities)]string{
	"nonCompliantCriticalCount", "nonCompliantHighCount", "nonCompliantMediumCount",
	"nonCompliantLowCount", "nonCompliantInformationalCount", "nonCompliantUnspecifiedCount",
}

// verdictList is the verdicts on a place's nodes.
type verdictList struct {
	table
	// nodes are those that were in the node list when it was read: one of them without a row has no verdict. Of another one
	// nobody has looked. nil while it is being read.
	nodes map[string]int32
	// spells say since when nodes are noncompliant; nil while the verdicts are being read.
	spells map[string]spell
}

var verdicts = declareFeed(feed[verdictList]{
	permission: permission{
		operation: ssm.ListResourceComplianceSummaries.Operation,
		layer:     PatchesLayer,
		lost:      "AWS's own verdict on patch compliance: what the counts are held against, and all that there is of nodes that report compliance items alone",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(ssm.ListResourceComplianceSummaries.Pages(ctx, client))
		},
	},
	every:   everyPatchStates,
	read:    readVerdicts,
	nothing: func() verdictList { return tabulateVerdicts(nil) },
	missing: shrunk[verdictList],
	less: func(p *place, before *verdictList, found verdictList) lack {
		if before == nil {
			return lack{}
		}
		return lostItems(&before.table, found.table, p.has)
	},
	after:    nodeLists,
	speaksOf: nodeLists,
})

var tabulateVerdictTable = verdictRecords.tableBy("ResourceId")

func tabulateVerdicts(summaries []complianceSummary) verdictList {
	return verdictList{table: tabulateVerdictTable(summaries)}
}

// readVerdicts lists the verdicts, without waiting for the node list unless there is none yet.
func readVerdicts(ctx context.Context, p *place, r *reading[verdictList]) (verdictList, error) {
	listed, nodes := nodeLists.in(p).whole(), nodeLists.known(p)
	found, err := readAll(ctx, p, ssm.ListResourceComplianceSummaries, tabulateVerdicts, r)
	if err != nil {
		return found, err
	}
	if !listed {
		for sofar, err := range follow(ctx, nodeLists.in(p)) {
			if err != nil {
				return found, err
			}
			nodes = sofar
		}
	}
	found.nodes = nodes.rows
	found.spells = found.scans().spellsAfter(scansBefore(r), p.account.registry.traffic.Now())
	return found, nil
}
