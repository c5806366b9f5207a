package statuses

// ComplianceNone is where AWS gives an item no status.
const ComplianceNone = "None"

// ComplianceStatus is the status of a compliance item.
var ComplianceStatus = &Set{Name: "complianceStatus", Members: []Member{
	{Value: "NON_COMPLIANT", Label: "Noncompliant", Look: bad},
	{Value: ComplianceNone, Label: "No status", Look: never},
	{Value: "COMPLIANT", Label: "Compliant", Look: good},
}}
