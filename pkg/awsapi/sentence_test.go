package awsapi

import (
	"strings"
	"testing"
)

func TestASentenceIsOneShortLineWithoutMarkup(t *testing.T) {
	for said, want := range map[string]string{
		"a\n  b\x00c\u200bd\u202ee": "a b c d e",
		"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>": "502 Bad Gateway",
		"<h1>Sorry</h1>\n<script src=x":                                           "Sorry",
		"1 < 2 and 3 > 2":                                                         "1 < 2 and 3 > 2",
		"\xff\xfeabc":                                                             "abc",
	} {
		if got := sentence(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
	for _, long := range []string{strings.Repeat("é", 1000), strings.Repeat("é", 1<<20)} {
		if got := sentence(long); len([]rune(got)) != longestSentence+1 || !strings.HasSuffix(got, "…") {
			t.Errorf("%d characters", len([]rune(got)))
		}
	}
}
