package awsapi

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	longestSentence = 300
	// longestText bounds what is looked at of a text from outside; AWS's own sentences are shorter.
	longestText = 4096
)

// markup is a tag of HTML or XML, or the beginning of one that was cut off: nobody can act on a page's source.
var markup = regexp.MustCompile(`<[/!?A-Za-z][^>]*>?`)

// sentence makes a sentence of what came from outside: one line without markup, invisible characters and the rest of what is
// too long.
func sentence(said string) string { return cut(oneLine(said)) }

func oneLine(said string) string {
	said = markup.ReplaceAllString(said[:min(len(said), longestText)], " ")
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(said, ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
}

func cut(said string) string {
	if runes := []rune(said); len(runes) > longestSentence {
		return string(runes[:longestSentence]) + "…"
	}
	return said
}
