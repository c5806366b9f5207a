package awsapi

import (
	"context"
	"fmt"
	"iter"
	"reflect"
)

// EndlessListError ends a list whose pages would never end: AWS gave a page token, or a page, that it had given before. What was
// listed until then may be a part of the whole.
type EndlessListError struct {
	Repeated string // what came again
	Items    int
}

func (e *EndlessListError) Error() string {
	return fmt.Sprintf("AWS repeated a page%s after %d items, so the list may be incomplete", e.Repeated, e.Items)
}

// Page is a page of a list.
type Page[Item any] struct {
	Items []Item
	Next  *string // token of the page that follows; nil for the last one
}

// Pages lists what fetch gives page by page, from the page of a token on (nil: the first), until there is no token any more. A
// page may be empty and have a successor: only the token tells the end. The first error ends the list.
func Pages[Item any](
	ctx context.Context, token *string, fetch func(ctx context.Context, token *string) ([]Item, *string, error),
) iter.Seq2[Page[Item], error] {
	return func(yield func(Page[Item], error) bool) {
		seen := map[string]bool{}
		items := 0
		var last []Item
		for {
			found, next, err := fetch(ctx, token)
			if err != nil {
				yield(Page[Item]{}, err)
				return
			}
			if next != nil && *next == "" {
				next = nil
			}
			if len(found) > 0 && (next == nil || !seen[*next]) {
				if reflect.DeepEqual(found, last) {
					yield(Page[Item]{}, &EndlessListError{Items: items})
					return
				}
				last = found
			}
			items += len(found)
			if !yield(Page[Item]{found, next}, nil) || next == nil {
				return
			}
			if seen[*next] {
				yield(Page[Item]{}, &EndlessListError{" token", items})
				return
			}
			seen[*next] = true
			token = next
		}
	}
}
