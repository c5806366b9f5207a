package statuses

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

const patchBucketsPage = "../../docs/patch-buckets.md"

var (
	// A row of the rules: number, bucket.
	ruleRow = regexp.MustCompile("(?m)^\\| \\d+ \\| `(\\w+)` \\|")
	// A row of what the words mean: bucket or status, label.
	meaningRow = regexp.MustCompile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\|")
)

func TestThePageAboutPatchBucketsHasEveryOne(t *testing.T) {
	page, err := os.ReadFile(patchBucketsPage)
	require.NoError(t, err)

	var ruled []string
	for _, row := range ruleRow.FindAllStringSubmatch(string(page), -1) {
		ruled = append(ruled, row[1])
	}
	require.Subset(t, ruled, PatchBucket.Values(), "each has a rule")
	require.Subset(t, PatchBucket.Values(), ruled, "each rule gives one")

	var explained, declared [][2]string
	for _, row := range meaningRow.FindAllStringSubmatch(string(page), -1) {
		explained = append(explained, [2]string{row[1], row[2]})
	}
	for _, member := range PatchStatus.Members {
		declared = append(declared, [2]string{member.Value, member.Label})
	}
	require.Equal(t, declared, explained, "they stand in their order, under their labels")
}
