// generate writes what follows from the declarations of resources, columns, statuses and operations: what the browser reads of
// them, the page about columns, and the policies that allow what is read.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// output is a file that is generated, or a part of one.
type output struct {
	path   string // from the checkout's top
	render func() string
	// part names the lines that are generated, between two comments, where the rest of the file is written by hand.
	part string
}

var outputs = []output{
	{path: "src/schema/schema.json", render: browserSchema},
	{path: "src/schema/resource.ts", render: browserResources},
	{path: "src/statuses.json", render: browserStatuses},
	{path: "docs/columns.md", render: columnsPage},
	{path: "deploy/reader-policy.json", render: readerPolicy},
	{path: "deploy/reader-role.yaml", render: roleParameters, part: "parameters"},
	{path: "deploy/reader-role.yaml", render: roleConditions, part: "conditions"},
	{path: "deploy/reader-role.yaml", render: roleStatements, part: "statements"},
	{path: "deploy/README.md", render: lostWithout, part: "layers"},
}

// content gives the whole file as it should be, from what it is.
func (o output) content(root string) (string, error) {
	if o.part == "" {
		return o.render(), nil
	}
	raw, err := os.ReadFile(filepath.Join(root, o.path))
	if err != nil {
		return "", err
	}
	lines := strings.SplitAfter(string(raw), "\n")
	begin, end := lineWith(lines, "generated: "+o.part), lineWith(lines, "end of generated "+o.part)
	if begin < 0 || end < begin {
		return "", fmt.Errorf("%s has no lines \"generated: %[2]s\" and \"end of generated %[2]s\"", o.path, o.part)
	}
	return strings.Join(lines[:begin+1], "") + o.render() + strings.Join(lines[end:], ""), nil
}

func lineWith(lines []string, words string) int {
	for i, line := range lines {
		if strings.Contains(line, words) {
			return i
		}
	}
	return -1
}

func main() {
	// go generate runs this in pkg/fleet.
	const root = "../.."
	for _, o := range outputs {
		text, err := o.content(root)
		if err == nil {
			err = os.WriteFile(filepath.Join(root, o.path), []byte(text), 0o644)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}
