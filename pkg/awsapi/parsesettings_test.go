package awsapi

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func parse(t *testing.T, jsonData string, secure map[string]string) (Settings, error) {
	t.Helper()
	if !json.Valid([]byte(jsonData)) {
		t.Fatalf("no JSON: %s", jsonData)
	}
	return ParseSettings(backend.DataSourceInstanceSettings{JSONData: []byte(jsonData), DecryptedSecureJSONData: secure})
}

// instanceOf makes a data source's settings as Grafana gives them.
func instanceOf(t *testing.T, jsonData map[string]any, secure map[string]string) backend.DataSourceInstanceSettings {
	t.Helper()
	raw, err := json.Marshal(jsonData)
	if err != nil {
		t.Fatal(err)
	}
	return backend.DataSourceInstanceSettings{JSONData: raw, DecryptedSecureJSONData: secure}
}

func TestParseSettings(t *testing.T) {
	settings, err := parse(t, `{
		"authType": "keys", "defaultRegion": "eu-west-1", "regions": ["eu-west-1", "us-gov-west-1", "eu-west-1"],
		"assumeRoleArn": "arn:aws:iam::111122223333:role/base", "endpoint": "http://localhost:4566",
		"accounts": [
			{"id": "111122223333", "name": "shop"},
			{"id": "012345678901", "assumeRoleArn": "arn:aws-us-gov:iam::012345678901:role/path/reader", "externalId": "x", "regions": ["us-east-1"]}
		],
		"endpoints": {"ssm": "https://ssm-fips.{region}.amazonaws.com"},
		"refresh": {"nodes": "90s"}, "rateShare": 0.25, "patchStaleAfter": "3d", "overdueDays": {"critical": 0, "others": 30}, "alertMaxIntervals": 3, "tagColumns": ["Owner"]
	}`, map[string]string{"accessKey": "a", "secretKey": "s"})
	if err != nil {
		t.Fatal(err)
	}
	if settings.AlertMaxIntervals != 3 {
		t.Errorf("alert rules over facts of %g intervals", settings.AlertMaxIntervals)
	}
	if got := settings.Accounts[0]; strings.Join(got.Regions, " ") != "eu-west-1 us-gov-west-1" || got.Label() != "shop (111122223333)" {
		t.Errorf("first account %+v", got)
	}
	if got := settings.Accounts[1]; strings.Join(got.Regions, " ") != "us-east-1" || got.ExternalID != "x" || got.Label() != "012345678901" {
		t.Errorf("second account %+v", got)
	}
	if settings.Refresh.Nodes != 90*time.Second || settings.Refresh.Tags != 30*time.Minute || settings.PatchStaleAfter != 72*time.Hour {
		t.Errorf("durations %+v %v", settings.Refresh, settings.PatchStaleAfter)
	}
	if settings.OverdueDays != (OverdueDays{Critical: 0, Important: 30, Others: 30}) {
		t.Errorf("overdue after %+v", settings.OverdueDays)
	}
	if settings.Quota != (Quota{Share: 0.25, Undocumented: 5, PerHour: 20_000}) || settings.ProviderTag != "provider" {
		t.Errorf("quota %+v, provider tag %q", settings.Quota, settings.ProviderTag)
	}
	if got := settings.endpoint(SSM, "eu-west-1"); got != "https://ssm-fips.eu-west-1.amazonaws.com" {
		t.Errorf("SSM at %q", got)
	}
	if got := settings.endpoint(EC2, "eu-west-1"); got != "http://localhost:4566" {
		t.Errorf("EC2 at %q", got)
	}
	if auth := settings.credentialsOf(settings.Accounts[0]); auth.AssumeRoleARN != "arn:aws:iam::111122223333:role/base" {
		t.Errorf("the first account is read as %q", auth.AssumeRoleARN)
	}
	if auth := settings.credentialsOf(settings.Accounts[1]); auth.AssumeRoleARN != settings.Accounts[1].RoleARN || auth.ExternalID != "x" {
		t.Errorf("the second account is read as %q with external id %q", auth.AssumeRoleARN, auth.ExternalID)
	}
}

func TestParseSettingsWithoutAccounts(t *testing.T) {
	settings, err := parse(t, `{"defaultRegion": "eu-west-1"}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if settings.OverdueDays != (OverdueDays{Critical: 14, Important: 30, Others: 90}) {
		t.Errorf("overdue after %+v", settings.OverdueDays)
	}
	if len(settings.Accounts) != 1 || settings.Accounts[0].ID != "" || strings.Join(settings.Accounts[0].Regions, " ") != "eu-west-1" {
		t.Errorf("accounts %+v", settings.Accounts)
	}
	settings, err = parse(t, `{"defaultRegion": "default", "regions": ["us-east-1", "eu-west-1"]}`, nil)
	if err != nil || settings.DefaultRegion != "us-east-1" {
		t.Errorf("default Region %q, %v", settings.DefaultRegion, err)
	}
}

func TestAnAccountIDMayBeANumber(t *testing.T) {
	settings, err := parse(t, `{"defaultRegion": "eu-west-1",
		"accounts": [{"id": 111122223333, "assumeRoleArn": "arn:aws:iam::111122223333:role/r"}]}`, nil)
	if err != nil || settings.Accounts[0].ID != "111122223333" {
		t.Errorf("%+v, %v", settings.Accounts, err)
	}
}

func TestParseSettingsNamesEverythingThatIsWrong(t *testing.T) {
	for _, test := range []struct{ name, jsonData, want string }{
		{"no Region", `{}`, "setting defaultRegion: no Region is set: choose a Default Region"},
		{"no Region's code", `{"regions": ["Ireland"]}`, `setting regions[0]: "Ireland" is not an AWS Region`},
		{"short account", `{"accounts": [{"id": "123"}]}`, `setting accounts[0].id: "123" is not an AWS account ID: write its 12 digits`},
		{"account twice", `{"accounts": [{"id": "111122223333"}, {"id": "111122223333"}]}`, `setting accounts[1].id: "111122223333" is listed twice`},
		{"no ARN", `{"accounts": [{"id": "111122223333", "assumeRoleArn": "reader"}]}`, `setting accounts[0].assumeRoleArn: "reader" is not the ARN of an IAM role`},
		{"user's ARN", `{"assumeRoleArn": "arn:aws:iam::111122223333:user/me"}`, `setting assumeRoleArn: "arn:aws:iam::111122223333:user/me" is not the ARN of an IAM role`},
		{"other account's role", `{"accounts": [{"id": "111122223333", "assumeRoleArn": "arn:aws:iam::999999999999:role/r"}]}`, "belongs to account 999999999999, not to 111122223333"},
		{"bad duration", `{"refresh": {"nodes": "often"}}`, `setting refresh.nodes: "often" is not a duration`},
		{"no time at all", `{"patchStaleAfter": "0s"}`, `setting patchStaleAfter: "0s" is not a duration`},
		{"days before today", `{"overdueDays": {"critical": -1}}`, `setting overdueDays.critical: "-1" is no number of days that a patch may be missing: write a whole number from 0 to 3650`},
		{"half a day", `{"overdueDays": {"others": 90.5}}`, `setting overdueDays.others: "90.5" is no number of days`},
		{"days beyond all bounds", `{"overdueDays": {"others": 1e9}}`, `setting overdueDays.others: "1e+09" is no number of days`},
		{"days in words", `{"overdueDays": {"important": "a month"}}`, "setting overdueDays.important: is a string, but must be a number"},
		{"longer for the worse", `{"overdueDays": {"critical": 31}}`, `setting overdueDays.critical: "31" days are more than the 30 of overdueDays.important`},
		{"shorter for the lesser", `{"overdueDays": {"others": 20}}`, `setting overdueDays.important: "30" days are more than the 20 of overdueDays.others`},
		{"share over 1", `{"rateShare": 2}`, `setting rateShare: "2" is out of range: write a number above 0 and at most 1`},
		{"no calls", `{"maxCallsPerHour": 0}`, `setting maxCallsPerHour: "0" is out of range: write a whole number from 1 to 10000000`},
		{"half a call", `{"maxCallsPerHour": 0.5}`, `setting maxCallsPerHour: "0.5" is out of range`},
		{"no rate", `{"undocumentedRate": 0}`, `setting undocumentedRate: "0" is out of range`},
		{"no URL", `{"endpoint": "localhost:4566"}`, `setting endpoint: "localhost:4566" is not a URL`},
		{"unknown service", `{"endpoints": {"s3": "https://s3"}}`, `setting endpoints.s3: "https://s3" is for a service that this data source does not read: name one of ssm, ec2, sts, tagging`},
		{"wrong type", `{"accounts": "all"}`, "setting accounts: is a string, but must be a list"},
		{"account id that lost its zero", `{"accounts": [{"id": 12345678901}]}`, `setting accounts[0].id: "12345678901" is not an AWS account ID: write its 12 digits, with leading zeros; in YAML, put it in quotes`},
		{"account id of no kind", `{"accounts": [{"id": {"a": 1}}]}`, `setting accounts[0].id: "{\"a\": 1}" is not an AWS account ID`},
		{"external id without quotes", `{"accounts": [{"externalId": 12}]}`, "setting accounts.externalId: is a number, but must be a string: correct it where the data source is provisioned; in YAML, put it in quotes"},
		{"no keys", `{"authType": "keys"}`, "setting secretKey: is empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := parse(t, test.jsonData, nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	_, err := parse(t, `{"regions": ["Ireland"], "rateShare": -1}`, nil)
	if joined, ok := err.(interface{ Unwrap() []error }); !ok || len(joined.Unwrap()) < 2 {
		t.Errorf("one error at a time: %v", err)
	}
}

func TestKeyTellsCredentialsApartAndHidesThem(t *testing.T) {
	base := func(change string) string {
		settings, err := parse(t, `{"authType": "keys", "defaultRegion": "eu-west-1"`+change+`}`, map[string]string{"accessKey": "AKIA", "secretKey": "secret"})
		if err != nil {
			t.Fatal(err)
		}
		return settings.Key(settings.Accounts[0])
	}
	same := base("")
	if base(`, "refresh": {"nodes": "1h"}, "tagColumns": ["Owner"], "rateShare": 0.1`) != same {
		t.Error("settings that change nothing about the reading's origin make another key")
	}
	for _, change := range []string{`, "endpoint": "http://x"`, `, "assumeRoleArn": "arn:aws:iam::111122223333:role/r"`, `, "profile": "p"`} {
		if base(change) == same {
			t.Errorf("%s makes no difference", change)
		}
	}
	if strings.Contains(same, "secret") || strings.Contains(same, "AKIA") {
		t.Error("the key gives credentials away")
	}
}
