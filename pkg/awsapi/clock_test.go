package awsapi

import (
	"net/http"
	"testing"
	"time"
)

// dated gives an answer the time of an AWS whose clock differs from Grafana's.
func dated(answer wire, theirs time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(theirs).UTC().Format(http.TimeFormat))
		answer.ServeHTTP(w, r)
	})
}

func TestAClockThatIsOffIsToldAsThat(t *testing.T) {
	const (
		expired    = "Signature expired: 20261127T173000Z is now earlier than 20261127T173500Z (20261127T174000Z - 5 min.)"
		notYet     = "Signature not yet current: 20261127T180000Z is still later than 20261127T173500Z (20261127T173000Z + 5 min.)"
		isAhead10  = "the clock of Grafana's server is 10 minutes ahead of AWS's"
		isBehind10 = "the clock of Grafana's server is 10 minutes behind AWS's"
	)
	for name, test := range map[string]struct {
		service Service
		answer  http.Handler
		want    string
	}{
		"ahead, by the Date":         {SSM, dated(ssmError("InvalidSignatureException", "Signature not yet current"), -10*time.Minute), isAhead10},
		"behind, by the Date":        {SSM, dated(ssmError("InvalidSignatureException", expired), 10*time.Minute), isBehind10},
		"STS":                        {STS, dated(stsError("SignatureDoesNotMatch", expired), 10*time.Minute), isBehind10},
		"EC2":                        {EC2, dated(ec2Error("RequestExpired", "Request has expired."), 10*time.Minute), isBehind10},
		"EC2 by its other code":      {EC2, dated(ec2Error("AuthFailure", "AWS was not able to validate the provided access credentials"), -10*time.Minute), isAhead10},
		"too skewed":                 {SSM, dated(ssmError("RequestTimeTooSkewed", "The difference between the request time and the current time is too large."), 3*time.Hour), "is 3 hours behind AWS's"},
		"days":                       {SSM, dated(ssmError("InvalidSignatureException", expired), -72*time.Hour), "is 3 days ahead of AWS's"},
		"a token that only AWS sees": {SSM, dated(ssmError("ExpiredTokenException", "The security token included in the request is expired"), 75*time.Minute), "is 75 minutes behind AWS's"},
		"by the message alone":       {SSM, dated(ssmError("InvalidSignatureException", expired), 0), "AWS refuses the signature by its time: check the clock"},
		"RequestExpired, in time":    {EC2, dated(ec2Error("RequestExpired", "Request has expired."), 0), "AWS refuses the signature by its time: check the clock"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := errorOf(t, test.service, test.answer)
			if got.Kind != Credentials {
				t.Errorf("kind %d", got.Kind)
			}
			says(t, got.Message, []string{test.want, "NTP"}, "credentials have expired", "access key")
		})
	}
	// Where no Date comes with it, AWS's sentence tells.
	undated := func(said string) wire {
		answer := ssmError("InvalidSignatureException", said)
		answer.header["Age"] = "60" // of a stored answer, whose Date tells nothing
		return answer
	}
	for said, want := range map[string]string{expired: isBehind10, notYet: "is 30 minutes ahead of AWS's"} {
		got, _ := errorOf(t, SSM, undated(said))
		says(t, got.Message, []string{want})
	}
}

func TestAClockThatIsRightIsNotBlamed(t *testing.T) {
	for code, want := range map[string]string{
		"ExpiredTokenException":       "the credentials have expired: renew them",
		"InvalidSignatureException":   "AWS doesn't accept the credentials: check the access key and the secret key",
		"UnrecognizedClientException": "AWS doesn't accept the credentials",
	} {
		got, _ := errorOf(t, SSM, dated(ssmError(code, "no"), 2*time.Minute))
		says(t, got.Message, []string{want}, "clock")
	}
	// A key that AWS doesn't know is no matter of time, whatever the clock says.
	got, _ := errorOf(t, SSM, dated(ssmError("UnrecognizedClientException", "no"), time.Hour))
	says(t, got.Message, []string{"AWS doesn't accept the credentials"}, "clock")
}
