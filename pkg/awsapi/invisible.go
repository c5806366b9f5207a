package awsapi

import (
	"fmt"
	"strings"
	"unicode"
)

// isInvisible tells the characters that come along when something is pasted, and that nobody sees: blanks of all kinds, and
// what has no width.
func isInvisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Z, unicode.C, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		r == '\u2800' // a braille pattern without a dot
}

// trimmed takes them off both ends of a setting.
func trimmed(value string) string { return strings.TrimFunc(value, isInvisible) }

func withoutInvisible(value string) string {
	return strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, value)
}

// invisibleIn names the first one inside a value, and after how many characters it stands; empty where there is none.
func invisibleIn(value string) (name string, after int) {
	for _, r := range value {
		if isInvisible(r) {
			return nameOfInvisible(r), after
		}
		after++
	}
	return "", 0
}

func nameOfInvisible(r rune) string {
	switch r {
	case ' ':
		return "a blank"
	case '\t':
		return "a tab"
	case '\n', '\r':
		return "a line break"
	case '\u00a0':
		return "a no-break space (U+00A0)"
	case '\u200b':
		return "a zero-width space (U+200B)"
	case '\ufeff':
		return "a byte order mark (U+FEFF)"
	}
	return fmt.Sprintf("an invisible character (%U)", r)
}
