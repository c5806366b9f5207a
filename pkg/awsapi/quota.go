package awsapi

// documentedRates are the limits that AWS publishes, in calls a second for each account and Region: AWS General
// Reference, "AWS Systems Manager endpoints and quotas". For all other read operations it publishes none.
var documentedRates = map[string]float64{
	"DescribeEffectiveInstanceAssociations": 1,
	"DescribeAssociation":                   2,
	"DescribeInstanceAssociationsStatus":    2,
	"DescribeAutomationExecutions":          3,
	"DescribeAutomationStepExecutions":      3,
	"DescribeParameters":                    3,
	"ListAssociations":                      4,
	"ListAssociationVersions":               4,
	"DescribeAssociationExecutions":         4,
	"DescribeAssociationExecutionTargets":   4,
	"DescribeSessions":                      6,
	"GetConnectionStatus":                   50,
}

// rate gives how many calls of an operation may be sent in a second.
func (q Quota) rate(operation string) float64 {
	if documented, ok := documentedRates[operation]; ok {
		return documented * q.Share
	}
	return q.Undocumented
}
