package awsapi

import (
	"strings"
	"testing"
)

func TestInvisibleCharactersAreTakenOffTheEnds(t *testing.T) {
	const role = "arn:aws:iam::111122223333:role/Reader"
	for _, hidden := range []string{" ", "\t", "\r\n", "\u00a0", "\u200b", "\ufeff", "\u2060", "\u00ad", "\u2003", "\u3164", "\ufe0f", "\u2800"} {
		settings, err := ParseSettings(instanceOf(t, map[string]any{
			"authType": "keys", "defaultRegion": hidden + "eu-west-1", "regions": []string{"eu-west-1" + hidden}, "endpoint": hidden + "http://localhost:4566",
			"endpoints": map[string]any{"ssm": "http://localhost:4567" + hidden}, "externalId": hidden + "base", "assumeRoleArn": role + hidden,
			"accounts": []any{map[string]any{"id": hidden + "111122223333", "assumeRoleArn": role + hidden, "externalId": hidden + "x" + hidden, "regions": []string{hidden + "us-east-1"}}},
		}, map[string]string{"accessKey": "AKIAIOSFODNN7EXAMPLE" + hidden, "secretKey": hidden + "wJalr", "sessionToken": "t" + hidden}))
		if err != nil {
			t.Fatalf("%q: %v", hidden, err)
		}
		c, a := settings.Credentials, settings.Accounts[0]
		got := []string{
			c.AccessKey, c.SecretKey, c.SessionToken, c.AssumeRoleARN, c.ExternalID, settings.DefaultRegion, settings.Endpoints[EC2], settings.Endpoints[SSM],
			a.ID, a.RoleARN, a.ExternalID, strings.Join(a.Regions, " "),
		}
		want := "AKIAIOSFODNN7EXAMPLE wJalr t " + role + " base eu-west-1 http://localhost:4566 http://localhost:4567 111122223333 " + role + " x us-east-1"
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q", hidden, got)
		}
	}
}

func TestAnInvisibleCharacterInsideIsNamedWithItsPlace(t *testing.T) {
	secure := map[string]string{"accessKey": "AKIAIOSF ODNN7EXAMPLE", "secretKey": "wJalrX\u200bUtnFEMI", "sessionToken": "IQoJ\nb3JpZ2lu"}
	_, err := ParseSettings(instanceOf(t, map[string]any{
		"authType": "keys", "defaultRegion": "eu-\u00a0west-1", "regions": []string{"us- east-1"}, "endpoint": "http://user:word@local host:4566", "externalId": "base\u00adid",
		"accounts": []any{map[string]any{"id": "1111 2222 3333", "assumeRoleArn": "arn:aws:iam::111122223333: role/Reader", "externalId": "my\texternal"}},
	}, secure))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`setting defaultRegion: "eu-\u00a0west-1" has a no-break space (U+00A0) after "eu-": take it out`,
		`setting regions[0]: "us- east-1" has a blank after "us-": take it out`,
		`setting endpoint: "http://…@local host:4566" has a blank after "http://…@local": take it out`,
		`setting accounts[0].id: "1111 2222 3333" has a blank after "1111": take it out`,
		`setting accounts[0].assumeRoleArn: "arn:aws:iam::111122223333: role/Reader" has a blank after "arn:aws:iam::111122223333:": take it out`,
		"setting accounts[0].externalId: has a tab after its first 2 characters: take it out, or paste it again",
		"setting externalId: has an invisible character (U+00AD) after its first 4 characters",
		"setting accessKey: has a blank after its first 8 characters",
		"setting secretKey: has a zero-width space (U+200B) after its first 6 characters",
		"setting sessionToken: has a line break after its first 4 characters",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\n does not say\n%s", err, want)
		}
	}
	if lines := strings.Count(err.Error(), "\n") + 1; lines != 10 {
		t.Errorf("%d problems: %v", lines, err)
	}
	for _, secret := range []string{"AKIAIOSF", "wJalrX", "IQoJ", "external\t", "word"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%v\n gives %q away", err, secret)
		}
	}
}
