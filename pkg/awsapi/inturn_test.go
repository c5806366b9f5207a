package awsapi

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// pagesOf are lists by name, each of pages by token.
type pagesOf map[string]map[string]Page[string]

func (p pagesOf) list(name string) List[string] {
	return List[string]{Page: func(_ context.Context, _ *Client, token *string) ([]string, *string, error) {
		page, ok := p[name][aws.ToString(token)]
		if !ok {
			return nil, nil, errors.New("no page " + aws.ToString(token) + " of " + name)
		}
		return page.Items, page.Next, nil
	}}
}

var threeLists = pagesOf{
	"a": {"": {Items: []string{"a1"}, Next: aws.String("t")}, "t": {Items: []string{"a2"}}},
	"b": {"": {}},
	"c": {"": {Items: []string{"c1"}}},
}

func inTurn(t *testing.T, names []string, from *string) []string {
	t.Helper()
	var all []string
	for page, err := range InTurn(Operation{}, names, threeLists.list).From(t.Context(), nil, from) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Items...)
	}
	return all
}

func TestListsInTurn(t *testing.T) {
	for name, test := range map[string]struct {
		names []string
		from  *string
		want  []string
	}{
		"all":                           {[]string{"a", "b", "c"}, nil, []string{"a1", "a2", "c1"}},
		"none":                          {nil, nil, nil},
		"from within one":               {[]string{"a", "b", "c"}, aws.String("a t"), []string{"a2", "c1"}},
		"from the beginning of one":     {[]string{"a", "b", "c"}, aws.String("b "), []string{"c1"}},
		"from one that was left out":    {[]string{"a", "c"}, aws.String("b 7"), []string{"a1", "a2", "c1"}},
		"an empty one at the very end":  {[]string{"c", "b"}, nil, []string{"c1"}},
		"an empty one at the beginning": {[]string{"b", "c"}, nil, []string{"c1"}},
	} {
		if got := inTurn(t, test.names, test.from); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}
