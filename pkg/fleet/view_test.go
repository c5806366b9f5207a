package fleet

import "testing"

// What one data source calls an account is nothing to another one that reads it, too, and no reason to read it twice.
func TestAnAccountUnderTwoNamesIsReadOnce(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	registry := newRegistry(0)
	for _, name := range []string{"shop", "store", ""} {
		settings := aws.settings(t, map[string]any{"accounts": []any{map[string]any{"id": "111122223333", "name": name}}})
		f := newFleet(t.Context(), settings, registry)
		t.Cleanup(f.Close)
		want := name
		if name == "" {
			want = "111122223333"
		}
		answer, err := f.Read(t.Context(), "nodes", Need{})
		expectRows(t, "nodes", answer, err, 1)
		if got := cell(t, answer.Table, "accountName", 0); got != want {
			t.Errorf("rows of %q are called %q", want, got)
		}
		if got := answer.Targets[0].AccountName; got != want {
			t.Errorf("targets of %q are called %q", want, got)
		}
		if answer, err := f.Read(t.Context(), "nodes", Need{Accounts: []string{want}}); err != nil || answer.Table.Rows() != 1 {
			t.Errorf("it isn't found by %q: %v", want, err)
		}
	}
	if calls := aws.called("ListAssociations") + aws.called("DescribeInstances"); calls > 2 {
		t.Errorf("read %d times", calls)
	}
}
