package fleet

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

func TestAnUnknownResourceIsAnErrorThatNamesIt(t *testing.T) {
	f := closing(t, settingsOf(t, nowhere, nil))
	for _, name := range []string{"pods", "Nodes", ""} {
		answer, err := f.Read(t.Context(), name, Need{Partial: true})
		var user *UserError
		if !errors.As(err, &user) || !strings.Contains(user.Message, `"`+name+`"`) || answer.Table != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestEveryResourceAnswersWithItsOwnRows(t *testing.T) {
	f := closing(t, settingsOf(t, nowhere, nil))
	last := ""
	for _, r := range Resources() {
		if r.Name <= last {
			t.Errorf("%s comes after %s", r.Name, last)
		}
		last = r.Name
		if r.About != "" || r.Arguments != nil {
			continue
		}
		answer, err := f.Read(t.Context(), r.Name, Need{Partial: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Columns {
			if !answer.Table.Has(c.Name) {
				t.Errorf("%s has no column %s", r.Name, c.Name)
			}
		}
	}
}

func TestAnAnswerIsMadeFromWhatItsRowsAndColumnsComeFrom(t *testing.T) {
	first, second, tags := awsapi.Operation{Name: "First"}, awsapi.Operation{Name: "Second"}, awsapi.Operation{Name: "Tags"}
	r := placeRows{Resource: schema.Resource{
		Sources: []schema.Source{schema.From(first)},
		Tags:    &schema.Source{Operation: tags},
		Columns: []schema.Column{{Sources: []schema.Source{schema.From(second), schema.From(first), schema.Elsewhere("settings")}}},
	}}
	for _, test := range []struct{ asked, want []string }{
		{nil, []string{"First", "Second", "Tags"}},
		{[]string{"Second"}, []string{"Second", "First"}},
		{[]string{"First"}, []string{"First"}},
	} {
		if got := r.operations(Need{APIs: test.asked}); !slices.Equal(got, test.want) {
			t.Errorf("asked for %v: %v, want %v", test.asked, got, test.want)
		}
	}
	r.Tags = nil
	if got := r.operations(Need{}); !slices.Equal(got, []string{"First", "Second"}) {
		t.Errorf("without tags: %v", got)
	}
}

// What a row is called comes first, then where it is.
func TestListsBeginWithWhatARowIsCalled(t *testing.T) {
	for _, r := range Resources() {
		if r.About != "" || len(schema.Operations(r.Sources)) != 1 {
			continue
		}
		for i, want := range []string{"account", "accountName", "region"} {
			if got := r.Columns[leading+i].Name; got != want {
				t.Errorf("%s: column %d is %s, want %s", r.Name, leading+i, got, want)
			}
		}
	}
}

// Roles that were made before there was a list lack its permission.
func TestAListThatIsRefusedCostsItselfAlone(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := closing(t, aws.settings(t, nil))
	core := nodesOf(t, f, Need{})
	for _, r := range Resources() {
		operations := schema.Operations(r.Sources)
		if r.About != "" || r.Arguments != nil || len(operations) != 1 || slices.ContainsFunc(core.Targets, func(s TargetStatus) bool { return s.API == operations[0].Name }) {
			continue
		}
		aws.refuse(operations[0].Name)
		// One of its own, as another list may have been made of this one.
		answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), r.Name, Need{})
		if aws.called(operations[0].Name) == 0 {
			continue // it is asked of each of other things, of which there are none
		}
		of := slices.IndexFunc(answer.Targets, func(s TargetStatus) bool { return s.API == operations[0].Name })
		if err != nil || answer.Targets[of].State != Failed || answer.Targets[of].Failure.Action() != operations[0].Action() {
			t.Errorf("%s: %+v, %v", r.Name, answer.Targets, err)
		}
	}
	nodes := nodesOf(t, f, Need{})
	expectRows(t, "nodes", nodes, nil, 1)
	for _, target := range nodes.Targets {
		if target.State != OK {
			t.Errorf("%s is %s", target.API, target.State)
		}
	}
}

// A list that changes while it is read may have an item on two pages.
func TestAnItemOnTwoPagesIsOneRowInEveryList(t *testing.T) {
	group := func(name, baseline, described string) map[string]any {
		return map[string]any{"PatchGroup": name, "BaselineIdentity": map[string]any{"BaselineId": baseline, "BaselineDescription": described}}
	}
	for resource, list := range map[string]struct {
		operation, items, column string
		first, second            []any
		want                     []string
	}{
		"nodes": {"DescribeInstanceProperties", "InstanceProperties", "computerName",
			[]any{map[string]any{"InstanceId": fakeID(1), "ComputerName": "old"}, map[string]any{"InstanceId": fakeID(2), "ComputerName": "only"}},
			[]any{map[string]any{"InstanceId": fakeID(1), "ComputerName": "new"}}, []string{"new", "only"}},
		"associations": {"ListAssociations", "Associations", "associationName",
			[]any{map[string]any{"AssociationId": "a", "AssociationName": "old"}},
			[]any{map[string]any{"AssociationId": "a", "AssociationName": "new"}, map[string]any{"AssociationId": "b", "AssociationName": "only"}}, []string{"new", "only"}},
		"activations": {"DescribeActivations", "ActivationList", "defaultInstanceName",
			[]any{map[string]any{"ActivationId": "a", "DefaultInstanceName": "old"}},
			[]any{map[string]any{"ActivationId": "a", "DefaultInstanceName": "new"}}, []string{"new"}},
		"documents": {"ListDocuments", "DocumentIdentifiers", "displayName",
			[]any{map[string]any{"Name": "a", "DisplayName": "old", "Owner": "1"}},
			[]any{map[string]any{"Name": "a", "DisplayName": "new", "Owner": "1"}, map[string]any{"Name": "b", "DisplayName": "only", "Owner": "1"}}, []string{"new", "only"}},
		"maintenanceWindows": {"DescribeMaintenanceWindows", "WindowIdentities", "description",
			[]any{map[string]any{"WindowId": "a", "Description": "old"}, map[string]any{"WindowId": "b", "Description": "only"}},
			[]any{map[string]any{"WindowId": "a", "Description": "new"}}, []string{"new", "only"}},
		"parameters": {"DescribeParameters", "Parameters", "description",
			[]any{map[string]any{"Name": "a", "Description": "old"}, map[string]any{"Name": "b", "Description": "only"}},
			[]any{map[string]any{"Name": "a", "Description": "new"}}, []string{"new", "only"}},
		"patchBaselines": {"DescribePatchBaselines", "BaselineIdentities", "baselineName",
			[]any{map[string]any{"BaselineId": "a", "BaselineName": "old"}, map[string]any{"BaselineId": "b", "BaselineName": "only"}},
			[]any{map[string]any{"BaselineId": "a", "BaselineName": "new"}}, []string{"new", "only"}},
		"complianceSummaries": {"ListComplianceSummaries", "ComplianceSummaryItems", "compliantCount",
			[]any{map[string]any{"ComplianceType": "Patch", "CompliantSummary": map[string]any{"CompliantCount": 1}}},
			[]any{map[string]any{"ComplianceType": "Patch", "CompliantSummary": map[string]any{"CompliantCount": 2}}}, []string{"2"}},
		"cloudConnectors": {"ListCloudConnectors", "CloudConnectors", "displayName",
			[]any{map[string]any{"CloudConnectorId": "a", "DisplayName": "old"}, map[string]any{"CloudConnectorId": "b", "DisplayName": "only"}},
			[]any{map[string]any{"CloudConnectorId": "a", "DisplayName": "new"}}, []string{"new", "only"}},
		"patchGroups": {"DescribePatchGroups", "Mappings", "baselineDescription",
			[]any{group("web", "pb-linux", "old"), group("web", "pb-windows", "only")}, []any{group("web", "pb-linux", "new")}, []string{"new", "only"}},
	} {
		aws := newFakeAWS(t)
		aws.on(list.operation, func(input map[string]any) (int, any) {
			if input["NextToken"] == nil {
				return http.StatusOK, map[string]any{list.items: list.first, "NextToken": "more"}
			}
			return http.StatusOK, map[string]any{list.items: list.second}
		})
		answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), resource, Need{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for row := range answer.Table.Rows() {
			got = append(got, cell(t, answer.Table, list.column, row))
		}
		slices.Sort(got)
		if !slices.Equal(got, list.want) {
			t.Errorf("%s: %q, want %q", resource, got, list.want)
		}
	}
}

// Each time the rows are made, a reading may come to its end meanwhile.
func TestRowsAreOfTheReadingsThatTheyNameOrYounger(t *testing.T) {
	for name, test := range map[string]struct {
		readings          int // that end while rows are made, one each time
		wantMade          int
		wantRows, wantOld int
	}{
		"nothing is read":      {readings: 0, wantMade: 1, wantRows: 0, wantOld: 0},
		"one is read":          {readings: 1, wantMade: 2, wantRows: 1, wantOld: 1},
		"one after the other":  {readings: 100, wantMade: tries + 1, wantRows: tries, wantOld: tries},
		"the last one is late": {readings: tries, wantMade: tries + 1, wantRows: tries, wantOld: tries},
	} {
		t.Run(name, func(t *testing.T) {
			reading, made := 0, 0
			rows, states := together(
				func() *columns.Table {
					found := columns.NewTable(reading)
					made++
					if reading < test.readings {
						reading++
					}
					return found
				},
				func() []TargetStatus { return []TargetStatus{{Oldest: time.Unix(int64(reading), 0)}} },
			)
			if old := int(states[0].Oldest.Unix()); made != test.wantMade || rows.Rows() != test.wantRows || old != test.wantOld || rows.Rows() < old {
				t.Errorf("made %d times, rows of reading %d, called of reading %d", made, rows.Rows(), old)
			}
		})
	}
}
