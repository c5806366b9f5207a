// Package statuses has every closed set of words that the product shows: its members with what each is called, its sign and
// its colour, the worst first, which is their order everywhere. The browser reads them from src/statuses.json, which is
// made from here.
package statuses

import "slices"

// Set is a closed set of values.
type Set struct {
	// Name tells sets apart: "patchStatus".
	Name    string
	Members []Member
}

// Member is one value of a set.
type Member struct {
	Value string `json:"value"` // as it stands in the data
	Label string `json:"label"`
	Short string `json:"short,omitempty"` // where a column has no room for the label
	Look
}

// Look is how a status is drawn. Colour is never alone: words and sign go with it. A set whose members are neither good nor
// bad, such as cloud providers, has none.
type Look struct {
	Sign string `json:"sign,omitempty"`
	// Color can be read as text in both of Grafana's themes: one of its named colours, which follow the theme, or, where none
	// of a hue can, one of the form #rrggbb.
	Color string `json:"color,omitempty"`
	// Pattern is how an area is drawn, solid where empty: what nobody knows for certain looks unlike every good or bad
	// state without colour, too.
	Pattern string `json:"pattern,omitempty"`
}

var (
	good     = Look{Color: "semi-dark-green", Sign: "✓"}
	waiting  = Look{Color: "#a88400", Sign: "↑"}
	reboot   = Look{Color: "blue", Sign: "↻"}
	warning  = Look{Color: "dark-orange", Sign: "▢"}
	aged     = Look{Color: "dark-orange", Sign: "◷", Pattern: "hatched"}
	rejected = Look{Color: "purple", Sign: "⊠"}
	bad      = Look{Color: "red", Sign: "✕"}
	never    = Look{Color: "#73757c", Sign: "–", Pattern: "dotted"}
	outside  = Look{Color: "#73757c", Sign: "∅"}
	unknown  = Look{Color: "#868890", Sign: "?", Pattern: "hatched"}
)

// Values gives the members' values in their order.
func (s *Set) Values() []string {
	values := make([]string, len(s.Members))
	for i, m := range s.Members {
		values[i] = m.Value
	}
	return values
}

// without gives the set under another name, less a member.
func (s *Set) without(value, name string) *Set {
	return &Set{Name: name, Members: slices.DeleteFunc(slices.Clone(s.Members), func(m Member) bool { return m.Value == value })}
}

// All gives every set.
func All() []*Set {
	return []*Set{PatchStatus, PatchBucket, PingStatus, AssociationStatus, PatchState, ComplianceStatus, TargetState, Provider,
		ExecutionStatus, SessionStatus, AlarmState}
}
