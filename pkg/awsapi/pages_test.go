package awsapi

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestPages(t *testing.T) {
	type page struct {
		items []int
		next  string
	}
	failure := errors.New("down")
	for _, test := range []struct {
		name  string
		pages map[string]page // by the token that asks for them; a missing one fails
		want  []int
		err   error
	}{
		{"one", map[string]page{"": {[]int{1, 2}, ""}}, []int{1, 2}, nil},
		{"empty in mid-stream", map[string]page{"": {[]int{1}, "a"}, "a": {nil, "b"}, "b": {[]int{2}, ""}}, []int{1, 2}, nil},
		{"empty", map[string]page{"": {nil, ""}}, nil, nil},
		{"token given twice running", map[string]page{"": {[]int{1}, "a"}, "a": {[]int{2}, "a"}}, []int{1, 2}, &EndlessListError{" token", 2}},
		{"tokens in a circle", map[string]page{"": {[]int{1}, "a"}, "a": {[]int{2}, "b"}, "b": {[]int{3}, "a"}}, []int{1, 2, 3}, &EndlessListError{" token", 3}},
		{"the same page with ever new tokens", map[string]page{"": {[]int{1}, "a"}, "a": {[]int{2}, "b"}, "b": {nil, "c"}, "c": {[]int{2}, "d"}}, []int{1, 2}, &EndlessListError{Items: 2}},
		{"fails later", map[string]page{"": {[]int{1}, "a"}}, []int{1}, failure},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []int
			var err error
			for page, failed := range Pages(t.Context(), nil, func(_ context.Context, token *string) ([]int, *string, error) {
				key := ""
				if token != nil {
					key = *token
				}
				found, ok := test.pages[key]
				if !ok {
					return nil, nil, failure
				}
				return found.items, &found.next, nil
			}) {
				got, err = append(got, page.Items...), failed
			}
			if !slices.Equal(got, test.want) || (err == nil) != (test.err == nil) || err != nil && err.Error() != test.err.Error() {
				t.Errorf("got %v, %v, want %v, %v", got, err, test.want, test.err)
			}
		})
	}
}
