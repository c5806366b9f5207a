package awsapi

import (
	"context"
	"regexp"

	smithytime "github.com/aws/smithy-go/time"
)

// timeElements are the times in an XML answer, by AWS's names for them.
var timeElements = regexp.MustCompile(`<([A-Za-z]*(?:Time|Date))>([^<]*)</[A-Za-z]+>`)

// withoutBadTimes takes out of an XML answer the times that are none: the SDK's reader gives up the whole answer for one. What was
// taken out is noted.
func withoutBadTimes(ctx context.Context, body []byte) []byte {
	return timeElements.ReplaceAllFunc(body, func(element []byte) []byte {
		parts := timeElements.FindSubmatch(element)
		if _, err := smithytime.ParseDateTime(string(parts[2])); err == nil {
			return element
		}
		notedOf(ctx).leftOut(string(parts[1]))
		return nil
	})
}
