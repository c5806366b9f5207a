package resource

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// BenchmarkAnswer asks 10,000 nodes what a dashboard asks: a count, a page of a table, and all names in order.
func BenchmarkAnswer(b *testing.B) {
	const rows = 10_000
	random := rand.New(rand.NewPCG(7, 7))
	byName := map[string]columns.Column{}
	for _, c := range resources["nodes"].Columns {
		values := make([]any, rows)
		for i := range values {
			switch c.Kind {
			case columns.Number:
				values[i] = float64(random.IntN(50))
			case columns.Boolean:
				values[i] = random.IntN(2) == 0
			case columns.Time:
				values[i] = noon
			default:
				values[i] = fmt.Sprintf("%s-%05d", c.Name, random.IntN(rows))
				if members := c.Members(); len(members) > 0 {
					values[i] = members[random.IntN(len(members))]
				}
			}
		}
		byName[c.Name] = columnOf(c.Kind, values)
	}
	answer := fleet.Answer{Table: tableOf(byName), Targets: evidenceFor(fleet.OK)}
	for name, q := range map[string]Query{
		"count": {Resource: "nodes", View: CountView, GroupBy: []string{"pingStatus", "patchBucket"}, Filters: []Filter{{"managed", "=", true}}},
		"page":  {Resource: "nodes", View: TableView, Filters: []Filter{{"name", "=~", "name-0.*"}}, OrderBy: []OrderBy{{Field: "patchBucket"}, {Field: "missingCount", Desc: true}}, Limit: number(50)},
		"names": {Resource: "nodes", View: TableView, Columns: []string{"name"}, OrderBy: []OrderBy{{Field: "name"}}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				plan, err := Compile(q, Options{Now: noon})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := plan.Frame(answer, noon); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
