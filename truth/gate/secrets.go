package main

import (
	"regexp"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// secretsOf gives what must not leave the server part. A session token begins as AWS's do; the simulator makes them up as it goes.
func secretsOf(estate simulated.Estate) judge.Secrets {
	secrets := judge.Secrets{
		Words:    map[string]string{"the secret access key": simulated.SecretKey},
		Patterns: map[string]*regexp.Regexp{"a session token": regexp.MustCompile(`IQoJb3JpZ2luX2Vj[\w+/=]{8}`)},
	}
	for _, a := range estate.Accounts {
		secrets.Words["the external id of "+a.Name] = a.ReaderRole.ExternalID
	}
	return secrets
}
