package judge

import (
	"regexp"
	"strconv"
	"strings"
)

// News is what an answer says for a while of a list that got shorter, and of which a second reading agreed. It is no sign that
// anything is amiss, but it speaks of as many nodes as it says.

var (
	newsNotice = regexp.MustCompile(`\d+ of \d+ targets? (?:is|are) shorter than before, as a second reading agreed: .*?(?: (\d+ of \d+ targets? )|$)`)
	fewerNodes = regexp.MustCompile(`(\d+) nodes? [^(;]*not listed \([^)]*\)`)
	fewerItems = regexp.MustCompile(`(\d+) items where there were (\d+)`)
)

// withoutNews gives what a notice says beside news.
func withoutNews(notice string) string {
	return strings.TrimSpace(newsNotice.ReplaceAllString(notice, "$1"))
}

// gone gives how many items a target's note says are no longer listed, and what it says beside that.
func (t targetSaid) gone() (items int, others string) {
	others = t.Note
	for _, found := range fewerNodes.FindAllStringSubmatch(t.Note, -1) {
		n, _ := strconv.Atoi(found[1]) // digits, by the pattern
		items += n
	}
	for _, found := range fewerItems.FindAllStringSubmatch(t.Note, -1) {
		now, _ := strconv.Atoi(found[1])
		before, _ := strconv.Atoi(found[2])
		items += before - now
	}
	others = fewerItems.ReplaceAllString(fewerNodes.ReplaceAllString(others, ""), "")
	return items, strings.Trim(others, "; ")
}

// goneFrom is how many items an answer says are no longer listed by some operations in a place.
func (a Answer) goneFrom(p Place, operations ...string) (items int) {
	for _, operation := range operations {
		if t, found := a.target(p, operation); found {
			n, _ := t.gone()
			items += n
		}
	}
	return items
}
