package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// userOf gives the last part of the ARN of a user or of a role's session, which says who it is and not with what rights:
// arn:aws:sts::111122223333:assumed-role/Operators/alice is alice.
func userOf(arn *string) string {
	name := aws.ToString(arn)
	return name[strings.LastIndexAny(name, "/:")+1:]
}
