package statuses

// PingUnknown is the ping status where SSM says nothing of the agent's connection.
const PingUnknown = "Unknown"

// PingStatus is what SSM says of an agent's connection.
var PingStatus = &Set{Name: "pingStatus", Members: []Member{
	{Value: "ConnectionLost", Label: "Connection lost", Short: "Lost", Look: bad},
	{Value: "Inactive", Label: "Inactive", Look: never},
	{Value: PingUnknown, Label: "Unknown", Look: unknown},
	{Value: "Online", Label: "Online", Look: good},
}}

// The providers that are told apart.
const (
	AWS             = "AWS"
	Azure           = "Azure"
	GCP             = "GCP"
	OnPremises      = "On-premises"
	Edge            = "Edge"
	UnknownProvider = "Unknown"
)

// Provider is where a machine runs.
var Provider = &Set{Name: "provider", Members: []Member{
	{Value: AWS, Label: AWS},
	{Value: Azure, Label: Azure},
	{Value: GCP, Label: GCP},
	{Value: OnPremises, Label: OnPremises},
	{Value: Edge, Label: Edge},
	{Value: UnknownProvider, Label: UnknownProvider},
}}
