package judge

import (
	"regexp"
	"strings"
)

// Secrets are what must not leave the server part.
type Secrets struct {
	// Words are secrets themselves: a secret access key, an external id.
	Words map[string]string
	// Patterns are what secrets look like that nobody knows beforehand: session tokens.
	Patterns map[string]*regexp.Regexp
}

// In finds the secrets in a text that leaves the server part; where says which text it is.
func (s Secrets) In(text, where string) []Finding {
	var found []Finding
	add := func(name, around string) {
		found = append(found, Finding{Leaked, name + " in " + where, around})
	}
	for name, word := range s.Words {
		if at := strings.Index(text, word); at >= 0 {
			add(name, around(text, at))
		}
	}
	for name, pattern := range s.Patterns {
		if at := pattern.FindStringIndex(text); at != nil {
			add(name, around(text, at[0]))
		}
	}
	return found
}

// around gives what stands beside a place in a text.
func around(text string, at int) string {
	return strings.ToValidUTF8(text[max(0, at-120):min(len(text), at+60)], "")
}
