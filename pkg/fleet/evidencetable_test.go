package fleet

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestAnItemIsFoundByItsID(t *testing.T) {
	found := newTable(columns.NewTable(2), []string{"a", "b"})
	for id, want := range map[string]int32{"a": 0, "b": 1, "c": -1} {
		if got := found.row(id); got != want {
			t.Errorf("%s is in row %d, want %d", id, got, want)
		}
	}
	if found.size() != 2 {
		t.Errorf("%d items were read", found.size())
	}
}

func TestAnIDThatAWSGivesTwiceCountsOnceWithItsLastItem(t *testing.T) {
	item := func(id, name string) association {
		return association{AssociationId: aws.String(id), AssociationName: aws.String(name)}
	}
	found := recordsOf(awsapi.Operation{},
		field[association]{name: "id", from: "AssociationId"}, field[association]{name: "name", from: "AssociationName"},
	).tableBy("AssociationId")([]association{item("a", "old"), item("b", "only"), item("", "one without"), item("a", "new"), item("", "another without")})
	var rows []string
	for row := range found.Rows() {
		rows = append(rows, cell(t, found.Table, "id", row)+" "+cell(t, found.Table, "name", row))
	}
	if want := []string{"b only", " one without", "a new", " another without"}; !slices.Equal(rows, want) {
		t.Errorf("rows %q, want %q", rows, want)
	}
	if found.row("a") != 2 || found.row("b") != 0 || found.size() != 4 {
		t.Errorf("a in row %d, b in row %d, of %d", found.row("a"), found.row("b"), found.size())
	}
}

func TestItemsWithoutAnIDOfTheirOwnAreToldApartBySeveralMembers(t *testing.T) {
	item := func(name, document string) association {
		return association{AssociationName: aws.String(name), Name: aws.String(document)}
	}
	tabulate := recordsOf(awsapi.Operation{}, field[association]{name: "name", from: "AssociationName"}).tableBy("AssociationName Name")
	if found := tabulate([]association{item("a", "b"), item("a", "c"), item("ab", ""), item("a", "b")}); found.size() != 3 {
		t.Errorf("%d items", found.size())
	}
}
