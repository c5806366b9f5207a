package awsapi

import (
	"context"
	"slices"
	"strings"
)

// InTurn lists what several lists of one operation have, one after the other. Each has a name without blanks, which the tokens
// carry: what goes on from one goes on in its list, and then with the lists after it.
func InTurn[Item any](operation Operation, names []string, of func(name string) List[Item]) List[Item] {
	return List[Item]{
		Operation: operation,
		Page: func(ctx context.Context, client *Client, token *string) ([]Item, *string, error) {
			if len(names) == 0 {
				return nil, nil, nil
			}
			name := names[0]
			var own *string
			if token != nil {
				var rest string
				name, rest, _ = strings.Cut(*token, " ")
				if rest != "" {
					own = &rest
				}
			}
			if !slices.Contains(names, name) {
				// It was left out since: all begins anew.
				name, own = names[0], nil
			}
			items, next, err := of(name).Page(ctx, client, own)
			if err != nil {
				return nil, nil, err
			}
			if next != nil && *next != "" {
				following := name + " " + *next
				return items, &following, nil
			}
			if at := slices.Index(names, name) + 1; at < len(names) {
				following := names[at] + " "
				return items, &following, nil
			}
			return items, nil, nil
		},
	}
}
