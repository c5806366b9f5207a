package awsapi

import (
	"context"
	"strings"
	"time"
)

// History is an operation that lists what happened, of which only what is newer than a time is wanted.
type History[Item any] struct {
	Operation
	// Kept is how far back AWS's documents say that it goes; zero where they don't.
	Kept time.Duration
	// Page gives a page, as that of [List] does, of what began after a time, and of what is not over yet.
	Page func(ctx context.Context, client *Client, after time.Time, token *string) ([]Item, *string, error)
}

// After is the list of what began after a time. Its tokens have the time with them: what goes on from one asks what was asked
// before.
func (h History[Item]) After(after time.Time) List[Item] {
	return List[Item]{
		Operation: h.Operation,
		Page: func(ctx context.Context, client *Client, token *string) ([]Item, *string, error) {
			began := after.UTC().Format(time.RFC3339)
			var given *string
			if token != nil {
				// Neither AWS's own token nor a time has a blank before its end.
				time, rest, _ := strings.Cut(*token, " ")
				began, given = time, &rest
			}
			from, err := time.Parse(time.RFC3339, began)
			if err != nil {
				return nil, nil, err
			}
			items, next, err := h.Page(ctx, client, from, given)
			if next != nil && *next != "" {
				with := began + " " + *next
				next = &with
			}
			return items, next, err
		},
	}
}
