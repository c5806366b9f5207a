package fleet

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

func TestPlatformOfAnInstance(t *testing.T) {
	for name, test := range map[string]struct {
		instance instance
		want     string
	}{
		"Linux":                     {instance{PlatformDetails: aws.String("Red Hat Enterprise Linux"), InstanceType: "m7g.large"}, "Linux"},
		"Windows":                   {instance{PlatformDetails: aws.String("SQL Server Standard on Windows"), InstanceType: "m5.large"}, "Windows"},
		"a Mac, which EC2 calls so": {instance{PlatformDetails: aws.String("Linux/UNIX"), InstanceType: "mac2.metal"}, "MacOS"},
		"nothing told":              {instance{InstanceType: "m5.large"}, ""},
	} {
		if got := instancePlatform(&test.instance); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestOnlyTheTagNameNamesAnInstance(t *testing.T) {
	tag := func(key, value string) types.Tag { return types.Tag{Key: aws.String(key), Value: aws.String(value)} }
	table := instanceRecords.tabulate([]instance{
		{Tags: []types.Tag{tag("name", "small"), tag("Name", "web-1"), tag("Owner", "web")}},
		{Tags: []types.Tag{tag("Owner", "web")}},
		{},
	})
	for row, want := range []string{"web-1", "", ""} {
		if got := cell(t, table, nameTag, row); got != want {
			t.Errorf("instance %d is named %q, want %q", row, got, want)
		}
	}
}

func TestWhatIsLeftOfAnInstance(t *testing.T) {
	for state, want := range map[string]bool{
		"pending": false, "running": false, "stopping": false, "stopped": false, "": false, "shutting-down": true, "terminated": true,
	} {
		if gone(state) != want {
			t.Errorf("%q is gone: %v", state, gone(state))
		}
	}
}
