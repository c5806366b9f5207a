package awsapi

import (
	"errors"
	"fmt"
	"regexp"
	"time"

	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// tolerated is how far clocks may be apart: AWS refuses signatures that are five minutes off, and a little less shows it too.
const tolerated = 4 * time.Minute

// clockCodes are the codes by which AWS refuses what a clock that is off makes: old signatures, and temporary credentials that
// are taken to be good still.
var clockCodes = []string{
	"RequestExpired", "RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
	"ExpiredToken", "ExpiredTokenException",
}

// signatureTimes is AWS's sentence about a signature's time: "Signature expired: 20261127T173000Z is now earlier than
// 20261127T173500Z (20261127T174000Z - 5 min.)", or "Signature not yet current: ... is still later than ...". The time in
// brackets is AWS's own.
var signatureTimes = regexp.MustCompile(
	`Signature (?:expired|not yet current): (\d{8}T\d{6}Z) is (?:now earlier|still later) than \d{8}T\d{6}Z(?: \((\d{8}T\d{6}Z))?`)

// ahead is by how much Grafana's clock is ahead of AWS's, as an answer shows it; ok is false where it doesn't show.
func ahead(err error, said string, now time.Time) (by time.Duration, ok bool) {
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.Response != nil && response.Response.Response != nil {
		header := response.Response.Header
		// A stored answer has the time when it was stored.
		if date, err := smithyhttp.ParseTime(header.Get("Date")); err == nil && header.Get("Age") == "" {
			return now.Sub(date), true
		}
	}
	match := signatureTimes.FindStringSubmatch(said)
	if match == nil {
		return 0, false
	}
	const layout = "20060102T150405Z"
	signed, errSigned := time.Parse(layout, match[1])
	theirs, errTheirs := time.Parse(layout, match[2])
	return signed.Sub(theirs), errSigned == nil && errTheirs == nil
}

// clockIsOff tells whether it is the clock that AWS refuses a call for.
func clockIsOff(err error, said string, now time.Time) bool {
	by, ok := ahead(err, said, now)
	return ok && by.Abs() >= tolerated || signatureTimes.MatchString(said) || timeIsTheCode(err)
}

// timeIsTheCode tells the codes that can mean nothing but the clock.
func timeIsTheCode(err error) bool {
	var coded interface{ ErrorCode() string }
	return errors.As(err, &coded) && (coded.ErrorCode() == "RequestExpired" || coded.ErrorCode() == "RequestTimeTooSkewed")
}

func clockWords(err error, said string, now time.Time) string {
	const remedy = "set it, and have NTP keep it"
	by, ok := ahead(err, said, now)
	switch {
	case ok && by >= tolerated:
		return fmt.Sprintf("the clock of Grafana's server is %s ahead of AWS's, so AWS refuses its signatures: %s", minutes(by), remedy)
	case ok && by <= -tolerated:
		return fmt.Sprintf("the clock of Grafana's server is %s behind AWS's, so AWS refuses its signatures: %s", minutes(-by), remedy)
	}
	return "AWS refuses the signature by its time: check the clock of Grafana's server; if it is off, " + remedy
}

// minutes says a duration as people do.
func minutes(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Round(time.Minute).Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Round(time.Hour).Hours()))
	default:
		return fmt.Sprintf("%d days", int(d.Hours()/24+0.5))
	}
}
