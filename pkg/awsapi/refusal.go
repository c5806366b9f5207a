package awsapi

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

var (
	// refusalPattern is AWS's sentence about who is refused what, which EC2 has behind one of its own; what follows it is the
	// reason, where AWS gives one.
	refusalPattern = regexp.MustCompile(`User: (\S+) is not authorized to perform: \S+(?: on (?:the )?resource: \S+)?[.,]?(?: |$)`)
	// encodedPattern is the reason as EC2 encodes it: nobody can read it, and it may name what only administrators should know.
	encodedPattern = regexp.MustCompile(`\.? *Encoded authorization failure message:? *\S*`)
	// policyPattern names the kind of policy that refuses: "because no identity-based policy allows the ... action", "with an
	// explicit deny in a service control policy".
	policyPattern = regexp.MustCompile(`(?i)\b(?:no|an?|the) (identity-based policy|resource-based policy|(?:role )?trust policy|` +
		`service control policy|resource control policy|permissions boundary|session policy|VPC endpoint policy)\b`)
)

// refusal says who is refused what, and what mends it, which depends on the kind of policy. AWS's own reason comes last.
func refusal(c call, said string) string {
	who := "the data source's credentials"
	if match := refusalPattern.FindStringSubmatchIndex(said); match != nil {
		who, said = cut(said[match[2]:match[3]]), said[match[1]:]
	} else if c.account.RoleARN != "" && c.service != "STS" {
		who = c.account.RoleARN
	}
	said = strings.TrimSpace(encodedPattern.ReplaceAllString(said, ""))
	switch c.operation {
	case "AssumeRoleWithWebIdentity":
		who = "the identity provider of Grafana's server"
	case assumeRole:
		who += " for role " + cmp.Or(c.account.RoleARN, "of the data source")
	}
	message := fmt.Sprintf("%s is refused to %s: %s", c.action(), who, remedy(c, said))
	if said != "" {
		message += fmt.Sprintf(" (AWS: %s)", cut(said))
	}
	return message
}

// remedy says what lets a refused call through. A policy that only says nothing is mended by allowing; one that denies isn't.
func remedy(c call, reason string) string {
	action, denies, policy := c.action(), strings.Contains(strings.ToLower(reason), "explicit deny"), ""
	if match := policyPattern.FindStringSubmatch(reason); match != nil {
		policy = strings.ToLower(match[1])
	}
	verb := "doesn't allow it"
	if denies {
		verb = "denies it"
	}
	switch policy {
	case "service control policy", "resource control policy":
		without := "leave the Region out of the data source's settings"
		if c.service == "STS" {
			without = "leave the account out of the data source's settings"
		}
		return fmt.Sprintf("a %s of the organization %s, which no policy in the account can change: %s, "+
			"or have the organization's administrators exempt the role", policy, verb, without)
	case "permissions boundary":
		if denies {
			return fmt.Sprintf("its permissions boundary denies it, whatever its policy allows: take %s out of the boundary's Deny statement", action)
		}
		return fmt.Sprintf("its permissions boundary doesn't allow it, whatever its policy allows: add %s to the boundary", action)
	case "session policy":
		return fmt.Sprintf("the policy of its session %s, whatever the role's policy allows: have %s allowed where the session "+
			"is made, or give the data source other credentials", verb, action)
	case "vpc endpoint policy":
		return fmt.Sprintf("the policy of the VPC endpoint that the call goes through %s, whatever the role's policy allows: allow %s "+
			"in the endpoint's policy, or correct the endpoint in the data source's settings", verb, action)
	}
	switch {
	case c.operation == "AssumeRoleWithWebIdentity":
		return "name the provider and Grafana's service account in the trust policy of the role that Grafana's server is given (AWS_ROLE_ARN)"
	case denies && policy == "":
		return fmt.Sprintf("a policy denies it, so allowing it is no help: take %s out of that Deny statement", action)
	case denies && c.operation == assumeRole && policy != "identity-based policy":
		return "the role's trust policy denies it: take the caller out of its Deny statement"
	case denies:
		return fmt.Sprintf("an %s denies it, so allowing it is no help: take %s out of its Deny statement", policy, action)
	case c.operation == assumeRole && policy == "identity-based policy":
		return "allow it on the role's ARN in the caller's policy"
	case c.operation == assumeRole && policy != "":
		return "name the caller in the role's trust policy, and give it the external ID that the policy asks for"
	case c.operation == assumeRole:
		return "name the caller in the role's trust policy, give it the external ID that the policy asks for, and allow the caller sts:AssumeRole"
	case policy == "resource-based policy":
		return fmt.Sprintf("allow %s in the policy of the resource", action)
	}
	return fmt.Sprintf("allow %s on Resource %s in its policy", action, c.operationCalled().Resource())
}
