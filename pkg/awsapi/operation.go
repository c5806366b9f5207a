package awsapi

import (
	"context"
	"iter"
)

// Operation is an operation of AWS that is read.
type Operation struct {
	Service string // as IAM and AWS's documents write it: "ssm"
	Name    string // "ListAssociations"
}

// Action gives the IAM action that allows it: "ssm:ListAssociations". Every operation that is read here has its own.
func (o Operation) Action() string { return o.Service + ":" + o.Name }

// List is an operation that lists what there is in one Region of one account.
type List[Item any] struct {
	Operation
	// Page gives the page that a token stands for, nil for the first, and the next page's token.
	Page func(ctx context.Context, client *Client, token *string) ([]Item, *string, error)
}

// Pages lists page by page, as [Pages] does.
func (l List[Item]) Pages(ctx context.Context, client *Client) iter.Seq2[Page[Item], error] {
	return l.From(ctx, client, nil)
}

// From lists page by page from the page of a token on.
func (l List[Item]) From(ctx context.Context, client *Client, token *string) iter.Seq2[Page[Item], error] {
	return Pages(ctx, token, func(ctx context.Context, token *string) ([]Item, *string, error) {
		return l.Page(ctx, client, token)
	})
}

// DetailList is an operation that lists what there is of one thing: a node, a command.
type DetailList[Item any] struct {
	Operation
	// Page as that of [List].
	Page func(ctx context.Context, client *Client, id string, token *string) ([]Item, *string, error)
}

// Pages lists page by page, as [Pages] does.
func (l DetailList[Item]) Pages(ctx context.Context, client *Client, id string) iter.Seq2[Page[Item], error] {
	return Pages(ctx, nil, func(ctx context.Context, token *string) ([]Item, *string, error) {
		return l.Page(ctx, client, id, token)
	})
}

// Call is an operation that answers one question at once.
type Call[Question, Answer any] struct {
	Operation
	Ask func(ctx context.Context, client *Client, question Question) (Answer, error)
}
