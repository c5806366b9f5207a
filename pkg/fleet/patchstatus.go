package fleet

import (
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// patchStatus is the column of patch buckets in which a compliant node whose evidence is older than allowed is stale: what
// may be shown as green stays compliant. docs/patch-buckets.md says why stale is no bucket. It copies nothing, as what is
// stale depends on the moment of the question.
type patchStatus struct {
	columns.Dictionary
	stale  columns.Column
	values []string
	green  int32 // code of compliant, -1 where no node is
}

func newPatchStatus(buckets columns.Dictionary, stale columns.Column) patchStatus {
	values := append([]string{}, buckets.Values()...)
	green := int32(-1)
	for code, value := range values {
		if value == statuses.Compliant {
			green = int32(code)
		}
	}
	return patchStatus{Dictionary: buckets, stale: stale, values: append(values, statuses.Stale), green: green}
}

func (c patchStatus) Values() []string { return c.values }

func (c patchStatus) Code(i int) int32 {
	code := c.Dictionary.Code(i)
	if code == c.green && code >= 0 && c.stale.Bool(i) {
		return int32(len(c.values) - 1)
	}
	return code
}

func (c patchStatus) String(i int) string {
	if code := c.Code(i); code >= 0 {
		return c.values[code]
	}
	return ""
}
