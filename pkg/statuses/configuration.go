package statuses

// The association statuses that are shown. None: there is no association. Unknown: AWS said nothing that can be told.
const (
	AssociationFailed  = "Failed"
	AssociationPending = "Pending"
	AssociationUnknown = "Unknown"
	AssociationNone    = "None"
	AssociationSuccess = "Success"
)

// AssociationStatus is the status of a State Manager association, or the worst of a node's.
var AssociationStatus = &Set{Name: "associationStatus", Members: []Member{
	{Value: AssociationFailed, Label: "Failed", Look: bad},
	{Value: AssociationPending, Label: "Pending", Look: waiting},
	{Value: AssociationUnknown, Label: "Unknown", Look: unknown},
	{Value: AssociationNone, Label: "No association", Short: "None", Look: never},
	{Value: AssociationSuccess, Label: "Success", Look: good},
}}
