package schema

import "regexp"

// Argument is a text with which a resource is asked for, beside what it is about: Argument in src/schema/schema.ts. A query names
// its value in the member arguments.
type Argument struct {
	Name        string `json:"name"` // lowerCamelCase, stable
	Label       string `json:"label"`
	Description string `json:"-"`
	// Words are what a value is: "an inventory type".
	Words    string `json:"words"`
	Example  string `json:"example"`
	Required bool   `json:"required,omitempty"`
	// Choices are offered; other values are taken, too.
	Choices []string `json:"choices,omitempty"`
	// Pattern is that of AWS's API reference; nil: any text.
	Pattern *regexp.Regexp `json:"-"`
}

// Fits tells whether a text can be a value of it.
func (a Argument) Fits(value string) bool { return a.Pattern == nil || a.Pattern.MatchString(value) }
