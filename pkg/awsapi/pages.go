package awsapi

import (
	"context"
	"fmt"
	"iter"
)

// RepeatedTokenError ends a list whose pages would never end: AWS gave a page token that it had given before. What was
// listed until then may be a part of the whole.
type RepeatedTokenError struct{ Items int }

func (e *RepeatedTokenError) Error() string {
	return fmt.Sprintf("AWS repeated a page token after %d items, so the list may be incomplete", e.Items)
}

// Pages lists what fetch gives page by page until there is no token any more. A page may be empty and have a successor:
// only the token tells the end. The first error ends the list.
func Pages[Item any](
	ctx context.Context, fetch func(ctx context.Context, token *string) ([]Item, *string, error),
) iter.Seq2[[]Item, error] {
	return func(yield func([]Item, error) bool) {
		var token *string
		seen := map[string]bool{}
		items := 0
		for {
			page, next, err := fetch(ctx, token)
			if err != nil {
				yield(nil, err)
				return
			}
			items += len(page)
			if !yield(page, nil) || next == nil || *next == "" {
				return
			}
			if seen[*next] {
				yield(nil, &RepeatedTokenError{Items: items})
				return
			}
			seen[*next] = true
			token = next
		}
	}
}
