package conformance

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"
)

func TestInstancePropertiesPageThroughEveryManagedNode(t *testing.T) {
	known := readTruth(t)
	pages := ssm.NewDescribeInstancePropertiesPaginator(ssm.NewFromConfig(baseConfig()),
		&ssm.DescribeInstancePropertiesInput{MaxResults: aws.Int32(20)})
	var found []string
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, node := range page.InstanceProperties {
			found = append(found, *node.InstanceId)
			if node.LastPingDateTime == nil || node.PingStatus == "" {
				t.Errorf("%s has no ping", *node.InstanceId)
			}
		}
	}
	if want := ids(known.in(known.Accounts[0].ID, managed)); !slices.Equal(found, want) {
		t.Errorf("got %d nodes, want %d", len(found), len(want))
	}
}

func TestInstanceInformationLeavesOutStoppedInstances(t *testing.T) {
	known := readTruth(t)
	pages := ssm.NewDescribeInstanceInformationPaginator(ssm.NewFromConfig(baseConfig()),
		&ssm.DescribeInstanceInformationInput{})
	var found []string
	empty := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(page.InstanceInformationList) == 0 {
			empty++
		}
		for _, node := range page.InstanceInformationList {
			found = append(found, *node.InstanceId)
		}
	}
	up := known.in(known.Accounts[0].ID, func(m machine) bool {
		return m.Managed && (m.Kind != "ec2" || m.Power.Running)
	})
	if want := ids(up); !slices.Equal(found, want) {
		t.Errorf("got %d nodes, want %d", len(found), len(want))
	}
	if empty == 0 {
		t.Error("no page in mid-stream was empty")
	}
}

func TestPatchStatesAndPatches(t *testing.T) {
	known := readTruth(t)
	client := ssm.NewFromConfig(baseConfig())
	missing := known.in(known.Accounts[0].ID, func(m machine) bool {
		return m.Managed && m.SSM.Patch != nil && m.SSM.Patch.Counts["Missing"] > 0
	})[0]
	states, err := client.DescribeInstancePatchStates(context.Background(), &ssm.DescribeInstancePatchStatesInput{
		InstanceIds: []string{missing.NodeID, "mi-00000000000000000"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := missing.SSM.Patch.Counts["Missing"]
	if len(states.InstancePatchStates) != 1 || states.InstancePatchStates[0].MissingCount != want {
		t.Fatalf("got %+v, want one state with %d missing", states.InstancePatchStates, want)
	}
	patches, err := client.DescribeInstancePatches(context.Background(), &ssm.DescribeInstancePatchesInput{
		InstanceId: aws.String(missing.NodeID),
		Filters:    []types.PatchOrchestratorFilter{{Key: aws.String("State"), Values: []string{"Missing"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(patches.Patches) != int(want) {
		t.Errorf("got %d missing patches, want %d", len(patches.Patches), want)
	}
	for _, patch := range patches.Patches {
		if patch.InstalledTime.Unix() != 0 {
			t.Errorf("%s is missing and was installed at %s", *patch.KBId, patch.InstalledTime)
		}
	}
}

func TestAssociationsInventoryActivationsAndBaselines(t *testing.T) {
	known := readTruth(t)
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	node := known.in(known.Accounts[0].ID, managed)[0]

	associations, err := client.ListAssociations(ctx, &ssm.ListAssociationsInput{})
	if err != nil {
		t.Fatal(err)
	}
	one, err := client.DescribeAssociation(ctx, &ssm.DescribeAssociationInput{
		AssociationId: associations.Associations[0].AssociationId,
	})
	if err != nil || *one.AssociationDescription.Name != *associations.Associations[0].Name {
		t.Errorf("got %v, %v", one, err)
	}
	status, err := client.DescribeInstanceAssociationsStatus(ctx, &ssm.DescribeInstanceAssociationsStatusInput{
		InstanceId: aws.String(node.NodeID),
	})
	if err != nil || len(status.InstanceAssociationStatusInfos) != len(node.SSM.Associations) {
		t.Errorf("got %v, %v", status, err)
	}
	software, err := client.ListInventoryEntries(ctx, &ssm.ListInventoryEntriesInput{
		InstanceId: aws.String(node.NodeID), TypeName: aws.String("AWS:Application"),
	})
	if err != nil || len(software.Entries) < 5 || software.Entries[0]["Version"] == "" {
		t.Errorf("got %v, %v", software, err)
	}
	inventory, err := client.GetInventory(ctx, &ssm.GetInventoryInput{MaxResults: aws.Int32(2)})
	if err != nil || len(inventory.Entities) != 2 {
		t.Errorf("got %v, %v", inventory, err)
	}
	compliance, err := client.ListResourceComplianceSummaries(ctx, &ssm.ListResourceComplianceSummariesInput{})
	if err != nil || len(compliance.ResourceComplianceSummaryItems) != 50 {
		t.Errorf("got %v, %v", compliance, err)
	}
	activations, err := client.DescribeActivations(ctx, &ssm.DescribeActivationsInput{})
	if err != nil || len(activations.ActivationList) == 0 || activations.ActivationList[0].ExpirationDate == nil {
		t.Errorf("got %v, %v", activations, err)
	}
	baselines, err := client.DescribePatchBaselines(ctx, &ssm.DescribePatchBaselinesInput{})
	if err != nil {
		t.Fatal(err)
	}
	baseline, err := client.GetPatchBaseline(ctx, &ssm.GetPatchBaselineInput{
		BaselineId: baselines.BaselineIdentities[0].BaselineId,
	})
	if err != nil || *baseline.Name != *baselines.BaselineIdentities[0].BaselineName {
		t.Errorf("got %v, %v", baseline, err)
	}
}

func TestDocumentsPageThroughTheAccountsOwnAndAmazons(t *testing.T) {
	known := readTruth(t)
	want := map[string]document{}
	for _, d := range known.Documents {
		if d.Owner == "Amazon" || (d.Owner == known.Accounts[0].ID && d.Region == region) {
			want[d.Name] = d
		}
	}
	pages := ssm.NewListDocumentsPaginator(ssm.NewFromConfig(baseConfig()), &ssm.ListDocumentsInput{})
	read, found := 0, map[string]bool{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, d := range page.DocumentIdentifiers {
			found[*d.Name] = true
			tags := map[string]string{}
			for _, tag := range d.Tags {
				tags[*tag.Key] = *tag.Value
			}
			if w := want[*d.Name]; *d.Owner != w.Owner || *d.DocumentVersion != w.Version || !maps.Equal(tags, w.Tags) {
				t.Errorf("got %s of %s, version %s, with tags %v, want %+v", *d.Name, *d.Owner, *d.DocumentVersion, tags, w)
			}
			if d.CreatedDate == nil || !slices.Contains(d.DocumentType.Values(), d.DocumentType) {
				t.Errorf("%s: created %v, of type %q", *d.Name, d.CreatedDate, d.DocumentType)
			}
		}
	}
	if len(found) != len(want) || read < 2 {
		t.Errorf("got %d documents on %d pages, want %d on several", len(found), read, len(want))
	}
}

func TestPatchGroupsPageThroughThoseThatAreRegistered(t *testing.T) {
	known := readTruth(t)
	account := known.Accounts[0].ID
	want := slices.DeleteFunc(known.PatchGroups, func(g patchGroup) bool {
		return g.Account != account || g.Region != region
	})
	pages := ssm.NewDescribePatchGroupsPaginator(ssm.NewFromConfig(baseConfig()),
		&ssm.DescribePatchGroupsInput{MaxResults: aws.Int32(5)})
	var found []patchGroup
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Mappings {
			found = append(found, patchGroup{*m.PatchGroup, account, region, *m.BaselineIdentity.BaselineId})
			if m.BaselineIdentity.OperatingSystem == "" || *m.BaselineIdentity.BaselineName == "" {
				t.Errorf("%s has a baseline without name or operating system: %+v", *m.PatchGroup, m.BaselineIdentity)
			}
		}
	}
	if !slices.Equal(found, want) || len(want) < 6 {
		t.Errorf("got %v, want %v", found, want)
	}
}

func TestMaintenanceWindowsAndParametersPageThroughThoseOfThePlace(t *testing.T) {
	ctx, known := context.Background(), readTruth(t)
	client, account := ssm.NewFromConfig(baseConfig()), known.Accounts[0].ID
	names := func(all []named) []string {
		var found []string
		for _, one := range all {
			if one.Account == account && one.Region == region {
				found = append(found, one.Name)
			}
		}
		return found
	}
	var found []string
	windows := ssm.NewDescribeMaintenanceWindowsPaginator(client, &ssm.DescribeMaintenanceWindowsInput{MaxResults: aws.Int32(10)})
	for windows.HasMorePages() {
		page, err := windows.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range page.WindowIdentities {
			found = append(found, *w.Name)
			if len(*w.WindowId) != 20 || *w.Duration < 1 || *w.Schedule == "" {
				t.Errorf("got %+v", w)
			}
		}
	}
	if want := names(known.MaintenanceWindows); !slices.Equal(found, want) || len(want) < 3 {
		t.Errorf("got %v, want %v", found, want)
	}
	found, empty := nil, 0
	parameters := ssm.NewDescribeParametersPaginator(client, &ssm.DescribeParametersInput{MaxResults: aws.Int32(50)})
	for parameters.HasMorePages() {
		page, err := parameters.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Parameters) == 0 {
			empty++
		}
		for _, p := range page.Parameters {
			found = append(found, *p.Name)
			if p.LastModifiedDate == nil || !slices.Contains(p.Type.Values(), p.Type) || !slices.Contains(p.Tier.Values(), p.Tier) {
				t.Errorf("got %+v", p)
			}
		}
	}
	if want := names(known.Parameters); !slices.Equal(found, want) || empty != 1 {
		t.Errorf("got %v, want %v; %d empty pages", found, want, empty)
	}
}

func TestComplianceOfANodeAndOfEachType(t *testing.T) {
	ctx, known := context.Background(), readTruth(t)
	client := ssm.NewFromConfig(baseConfig())
	missing := known.in(known.Accounts[0].ID, func(m machine) bool {
		return m.Managed && m.SSM.Patch != nil && m.SSM.Patch.Counts["Missing"] > 0
	})[0]
	pages := ssm.NewListComplianceItemsPaginator(client, &ssm.ListComplianceItemsInput{
		ResourceIds: []string{missing.NodeID}, ResourceTypes: []string{"ManagedInstance"},
	})
	found := int32(0)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.ComplianceItems {
			if *item.ComplianceType == "Patch" && item.Status == types.ComplianceStatusNonCompliant && item.Details["PatchState"] == "Missing" {
				found++
			}
		}
	}
	if want := missing.SSM.Patch.Counts["Missing"]; found != want {
		t.Errorf("got %d missing patches, want %d", found, want)
	}
	summaries, err := client.ListComplianceSummaries(ctx, &ssm.ListComplianceSummariesInput{})
	if err != nil || len(summaries.ComplianceSummaryItems) != 3 || summaries.ComplianceSummaryItems[0].CompliantSummary.SeveritySummary == nil {
		t.Errorf("got %v, %v", summaries, err)
	}
	_, err = client.ListComplianceItems(ctx, &ssm.ListComplianceItemsInput{ResourceIds: []string{"mi-00000000000000000"}})
	if unknown := new(types.InvalidResourceId); !errors.As(err, &unknown) {
		t.Errorf("got %v, want InvalidResourceId", err)
	}
}

func TestOpsItemsResourceDataSyncsAndCloudConnectors(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	pages := ssm.NewDescribeOpsItemsPaginator(client, &ssm.DescribeOpsItemsInput{OpsItemFilters: []types.OpsItemFilter{{
		Key: types.OpsItemFilterKeyStatus, Operator: types.OpsItemFilterOperatorEqual, Values: []string{"Resolved"},
	}}})
	read, found := 0, 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, item := range page.OpsItemSummaries {
			found++
			if item.Status != types.OpsItemStatusResolved || item.CreatedTime == nil || *item.OperationalData["/aws/resources"].Value == "" {
				t.Errorf("got %+v", item)
			}
		}
	}
	if found <= 50 || read < 2 {
		t.Errorf("got %d OpsItems on %d pages", found, read)
	}
	syncs, err := client.ListResourceDataSync(ctx, &ssm.ListResourceDataSyncInput{SyncType: aws.String("SyncToDestination")})
	if err != nil || len(syncs.ResourceDataSyncItems) != 1 || *syncs.ResourceDataSyncItems[0].S3Destination.BucketName == "" {
		t.Errorf("got %v, %v", syncs, err)
	}
	connectors, err := client.ListCloudConnectors(ctx, &ssm.ListCloudConnectorsInput{MaxResults: aws.Int32(10)})
	if err != nil || len(connectors.CloudConnectors) != 2 || connectors.CloudConnectors[0].CreatedAt == nil {
		t.Errorf("got %v, %v", connectors, err)
	}
}

func TestServiceSettings(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	const tier = "/ssm/managed-instance/activation-tier"
	found, err := client.GetServiceSetting(ctx, &ssm.GetServiceSettingInput{SettingId: aws.String(tier)})
	if err != nil || *found.ServiceSetting.SettingValue != "advanced" || found.ServiceSetting.LastModifiedDate == nil {
		t.Fatalf("got %v, %v", found, err)
	}
	byARN, err := client.GetServiceSetting(ctx, &ssm.GetServiceSettingInput{SettingId: found.ServiceSetting.ARN})
	if err != nil || *byARN.ServiceSetting.SettingId != tier {
		t.Errorf("got %v, %v", byARN, err)
	}
	_, err = client.GetServiceSetting(ctx, &ssm.GetServiceSettingInput{SettingId: aws.String("/ssm/x")})
	if unknown := new(types.ServiceSettingNotFound); !errors.As(err, &unknown) {
		t.Errorf("got %v, want ServiceSettingNotFound", err)
	}
}

func TestCommandsAndTheirInvocations(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	pages := ssm.NewListCommandsPaginator(client, &ssm.ListCommandsInput{Filters: []types.CommandFilter{
		{Key: types.CommandFilterKeyInvokedAfter, Value: aws.String(time.Now().Add(-29 * 24 * time.Hour).UTC().Format(time.RFC3339))},
	}})
	read, found := 0, map[string]types.Command{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, c := range page.Commands {
			found[*c.CommandId] = c
			if c.RequestedDateTime == nil || c.ExpiresAfter.Before(*c.RequestedDateTime) || !slices.Contains(c.Status.Values(), c.Status) {
				t.Errorf("got %+v", c)
			}
		}
	}
	if len(found) <= 50 || read < 2 {
		t.Errorf("got %d commands on %d pages", len(found), read)
	}
	for id, c := range found {
		if c.Status != types.CommandStatusFailed {
			continue
		}
		its, err := client.ListCommandInvocations(ctx, &ssm.ListCommandInvocationsInput{CommandId: aws.String(id), Details: true})
		if err != nil || len(its.CommandInvocations) != int(c.TargetCount) {
			t.Fatalf("%s: got %v, %v, want %d invocations", id, its, err, c.TargetCount)
		}
	}
	_, err := client.ListCommands(ctx, &ssm.ListCommandsInput{CommandId: aws.String("00000000-0000-4000-8000-000000000000")})
	if unknown := new(types.InvalidCommandId); !errors.As(err, &unknown) {
		t.Errorf("got %v, want InvalidCommandId", err)
	}
}

func TestAutomationExecutionsAndTheirSteps(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	pages := ssm.NewDescribeAutomationExecutionsPaginator(client, &ssm.DescribeAutomationExecutionsInput{
		Filters:    []types.AutomationExecutionFilter{{Key: types.AutomationExecutionFilterKeyExecutionStatus, Values: []string{"Failed"}}},
		MaxResults: aws.Int32(3),
	})
	found := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.AutomationExecutionMetadataList {
			found++
			if e.AutomationExecutionStatus != types.AutomationExecutionStatusFailed || e.ExecutionEndTime.Before(*e.ExecutionStartTime) {
				t.Errorf("got %+v", e)
			}
			if found > 1 || e.FailureMessage == nil { // few calls a second are let through
				continue
			}
			steps, err := client.DescribeAutomationStepExecutions(ctx, &ssm.DescribeAutomationStepExecutionsInput{
				AutomationExecutionId: e.AutomationExecutionId,
			})
			if err != nil || !slices.ContainsFunc(steps.StepExecutions, func(s types.StepExecution) bool {
				return s.StepStatus == types.AutomationExecutionStatusFailed && *s.FailureMessage == *e.FailureMessage
			}) {
				t.Errorf("got %v, %v", steps, err)
			}
		}
	}
	if found < 4 {
		t.Errorf("got %d failed executions", found)
	}
	_, err := client.DescribeAutomationStepExecutions(ctx, &ssm.DescribeAutomationStepExecutionsInput{
		AutomationExecutionId: aws.String("00000000-0000-4000-8000-000000000000"),
	})
	if unknown := new(types.AutomationExecutionNotFoundException); !errors.As(err, &unknown) {
		t.Errorf("got %v, want AutomationExecutionNotFoundException", err)
	}
}

func TestSessionsAndWhereTheyAreLogged(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	pages := ssm.NewDescribeSessionsPaginator(client, &ssm.DescribeSessionsInput{
		State: types.SessionStateHistory, MaxResults: aws.Int32(30),
	})
	read, found := 0, 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, s := range page.Sessions {
			found++
			if s.EndDate.Before(*s.StartDate) || *s.Owner == "" || !slices.Contains(s.Status.Values(), s.Status) {
				t.Errorf("got %+v", s)
			}
		}
	}
	if found <= 50 || read < 2 {
		t.Errorf("got %d sessions on %d pages", found, read)
	}
	document, err := client.GetDocument(ctx, &ssm.GetDocumentInput{Name: aws.String("SSM-SessionManagerRunShell")})
	if err != nil || document.DocumentFormat != types.DocumentFormatJson || document.DocumentType != types.DocumentTypeSession {
		t.Errorf("got %v, %v", document, err)
	}
	_, err = client.GetDocument(ctx, &ssm.GetDocumentInput{Name: aws.String("Nothing-Here")})
	if unknown := new(types.InvalidDocument); !errors.As(err, &unknown) {
		t.Errorf("got %v, want InvalidDocument", err)
	}
}

func TestExecutionsOfAnAssociationAndTheirTargets(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	associations, err := client.ListAssociations(ctx, &ssm.ListAssociationsInput{AssociationFilterList: []types.AssociationFilter{
		{Key: types.AssociationFilterKeyName, Value: aws.String("AWS-RunPatchBaseline")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	one := associations.Associations[0]
	executions, err := client.DescribeAssociationExecutions(ctx, &ssm.DescribeAssociationExecutionsInput{
		AssociationId: one.AssociationId, Filters: []types.AssociationExecutionFilter{{
			Key: types.AssociationExecutionFilterKeyCreatedTime, Type: types.AssociationFilterOperatorTypeGreaterThan,
			Value: aws.String(time.Now().Add(-7 * 24 * time.Hour).UTC().Format(time.RFC3339)),
		}},
	})
	if err != nil || len(executions.AssociationExecutions) < 6 || !executions.AssociationExecutions[0].CreatedTime.Equal(*one.LastExecutionDate) {
		t.Fatalf("got %v, %v", executions, err)
	}
	pages := ssm.NewDescribeAssociationExecutionTargetsPaginator(client, &ssm.DescribeAssociationExecutionTargetsInput{
		AssociationId: one.AssociationId, ExecutionId: executions.AssociationExecutions[0].ExecutionId,
	})
	found := map[string]int32{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range page.AssociationExecutionTargets {
			found[*target.Status]++
		}
	}
	if want := one.Overview.AssociationStatusAggregatedCount; !maps.Equal(found, want) {
		t.Errorf("got %v, want %v", found, want)
	}
	_, err = client.DescribeAssociationExecutions(ctx, &ssm.DescribeAssociationExecutionsInput{
		AssociationId: aws.String("00000000-0000-4000-8000-000000000000"),
	})
	if unknown := new(types.AssociationDoesNotExist); !errors.As(err, &unknown) {
		t.Errorf("got %v, want AssociationDoesNotExist", err)
	}
}

func TestWhatMaintenanceWindowsDoAndWhen(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())
	windows, err := client.DescribeMaintenanceWindows(ctx, &ssm.DescribeMaintenanceWindowsInput{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range windows.WindowIdentities {
		targets, err := client.DescribeMaintenanceWindowTargets(ctx, &ssm.DescribeMaintenanceWindowTargetsInput{WindowId: w.WindowId})
		if err != nil || len(targets.Targets) == 0 {
			t.Errorf("%s: got %v, %v", *w.Name, targets, err)
		}
		tasks, err := client.DescribeMaintenanceWindowTasks(ctx, &ssm.DescribeMaintenanceWindowTasksInput{WindowId: w.WindowId})
		if err != nil || len(tasks.Tasks) == 0 || !slices.Contains(tasks.Tasks[0].Type.Values(), tasks.Tasks[0].Type) {
			t.Errorf("%s: got %v, %v", *w.Name, tasks, err)
		}
	}
	pages := ssm.NewDescribeMaintenanceWindowSchedulePaginator(client, &ssm.DescribeMaintenanceWindowScheduleInput{})
	found := map[string]string{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range page.ScheduledWindowExecutions {
			if _, known := found[*run.WindowId]; !known {
				found[*run.WindowId] = *run.ExecutionTime
			}
		}
	}
	for _, w := range windows.WindowIdentities {
		if got := found[*w.WindowId]; got != aws.ToString(w.NextExecutionTime) {
			t.Errorf("%s runs next at %q, want %q", *w.Name, got, aws.ToString(w.NextExecutionTime))
		}
	}
	_, err = client.DescribeMaintenanceWindowTasks(ctx, &ssm.DescribeMaintenanceWindowTasksInput{WindowId: aws.String("mw-00000000000000000")})
	if unknown := new(types.DoesNotExistException); !errors.As(err, &unknown) {
		t.Errorf("got %v, want DoesNotExistException", err)
	}
}

func TestNodesOfTheOrganization(t *testing.T) {
	ctx := context.Background()
	pages := ssm.NewListNodesPaginator(ssm.NewFromConfig(baseConfig()), &ssm.ListNodesInput{
		SyncName: aws.String("AWS-QuickSetup-ManagedNode"),
	})
	accounts, statuses := map[string]bool{}, map[types.ManagedStatus]int{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range page.Nodes {
			instance, ok := n.NodeType.(*types.NodeTypeMemberInstance)
			if !ok || n.CaptureTime == nil || *n.Owner.OrganizationalUnitId == "" {
				t.Fatalf("got %+v", n)
			}
			accounts[*n.Owner.AccountId] = true
			statuses[instance.Value.ManagedStatus]++
		}
	}
	if len(accounts) != 3 || statuses[types.ManagedStatusManaged] < 100 || statuses[types.ManagedStatusUnmanaged] == 0 {
		t.Errorf("got accounts %v, nodes %v", accounts, statuses)
	}
	_, err := ssm.NewFromConfig(config("us-east-1", baseKey, baseSecret, "")).ListNodes(ctx, &ssm.ListNodesInput{})
	if unsupported := new(types.UnsupportedOperationException); !errors.As(err, &unsupported) {
		t.Errorf("got %v, want UnsupportedOperationException", err)
	}
}

func TestErrorsHaveTheModelsTypes(t *testing.T) {
	ctx := context.Background()
	client := ssm.NewFromConfig(baseConfig())

	_, err := client.DescribeInstancePatches(ctx, &ssm.DescribeInstancePatchesInput{
		InstanceId: aws.String("i-00000000000000000"),
	})
	if unknown := new(types.InvalidInstanceId); !errors.As(err, &unknown) || unknown.ErrorMessage() == "" {
		t.Errorf("got %v, want InvalidInstanceId with a message", err)
	}
	_, err = client.DescribeInstanceProperties(ctx, &ssm.DescribeInstancePropertiesInput{
		NextToken: aws.String("rubbish"),
	})
	if token := new(types.InvalidNextToken); !errors.As(err, &token) {
		t.Errorf("got %v, want InvalidNextToken", err)
	}
	_, err = client.ListDocuments(ctx, &ssm.ListDocumentsInput{
		Filters: []types.DocumentKeyValuesFilter{{Key: aws.String("Colour"), Values: []string{"red"}}},
	})
	if key := new(types.InvalidFilterKey); !errors.As(err, &key) {
		t.Errorf("got %v, want InvalidFilterKey", err)
	}
	_, err = client.DescribeInstancePatchStates(ctx, &ssm.DescribeInstancePatchStatesInput{
		InstanceIds: slices.Repeat([]string{"i-00000000000000000"}, 51),
	})
	if got := errorCode(err); got != "ValidationException" {
		t.Errorf("got %s, want ValidationException", got)
	}
}

func TestTooManyCallsAreThrottled(t *testing.T) {
	client := ssm.NewFromConfig(config("us-east-1", baseKey, baseSecret, ""))
	// At once: one after the other a slow machine might ask no faster than the bucket fills.
	answers := make(chan string)
	for range 12 {
		go func() {
			_, err := client.DescribeAssociation(context.Background(), &ssm.DescribeAssociationInput{
				AssociationId: aws.String("00000000-0000-4000-8000-000000000000"),
			})
			answers <- errorCode(err)
		}()
	}
	codes := map[string]int{}
	for range 12 {
		codes[<-answers]++
	}
	if codes["AssociationDoesNotExist"] == 0 || codes["ThrottlingException"] == 0 {
		t.Errorf("got %v, want some of each", codes)
	}
}

func errorCode(err error) string {
	var known smithy.APIError
	if errors.As(err, &known) {
		return known.ErrorCode()
	}
	return "no API error"
}
