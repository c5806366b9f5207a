package awsapi

import "testing"

func TestTheRemedyOfARefusalFitsTheKindOfPolicy(t *testing.T) {
	const (
		byUser  = "User: " + reader + " is not authorized to perform: "
		onAll   = byUser + "ssm:ListAssociations on resource: arn:aws:ssm:eu-west-1:111122223333:* "
		refused = "ssm:ListAssociations is refused to " + reader + ": "
		allow   = "allow ssm:ListAssociations on Resource *"
		exempt  = "which no policy in the account can change: leave the Region out of the data source's settings, or have the organization's administrators exempt the role"
	)
	for name, test := range map[string]struct {
		service Service
		answer  wire
		want    []string
		not     []string
	}{
		"no reason": {SSM, ssmError("AccessDeniedException", byUser+"ssm:ListAssociations on resource: *"),
			[]string{refused + allow + " in its policy"}, []string{"AWS:"}},
		"no identity-based policy allows": {SSM, ssmError("AccessDeniedException", onAll+"because no identity-based policy allows the ssm:ListAssociations action"),
			[]string{refused + allow + " in its policy", "(AWS: because no identity-based policy allows the ssm:ListAssociations action)"}, nil},
		"an identity-based policy denies": {SSM, ssmError("AccessDeniedException", onAll+"with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/NoSSM"),
			[]string{refused + "an identity-based policy denies it", "Deny statement", "policy/NoSSM"}, []string{allow}},
		"a service control policy denies": {SSM, ssmError("AccessDeniedException", onAll+"with an explicit deny in a service control policy"),
			[]string{refused + "a service control policy of the organization denies it, " + exempt}, []string{allow, "in its policy"}},
		"no service control policy allows": {SSM, ssmError("AccessDeniedException", onAll+"because no service control policy allows the ssm:ListAssociations action"),
			[]string{refused + "a service control policy of the organization doesn't allow it, " + exempt}, []string{allow, "in its policy"}},
		"a resource control policy denies": {SSM, ssmError("AccessDeniedException", onAll+"with an explicit deny in a resource control policy"),
			[]string{"a resource control policy of the organization denies it, " + exempt}, []string{allow}},
		"no permissions boundary allows": {SSM, ssmError("AccessDeniedException", onAll+"because no permissions boundary allows the ssm:ListAssociations action"),
			[]string{refused + "its permissions boundary doesn't allow it", "add ssm:ListAssociations to the boundary"}, []string{allow}},
		"a permissions boundary denies": {SSM, ssmError("AccessDeniedException", onAll+"with an explicit deny in a permissions boundary"),
			[]string{"its permissions boundary denies it", "out of the boundary's Deny statement"}, []string{allow}},
		"no session policy allows": {SSM, ssmError("AccessDeniedException", onAll+"because no session policy allows the ssm:ListAssociations action"),
			[]string{refused + "the policy of its session doesn't allow it"}, []string{allow}},
		"no VPC endpoint policy allows": {SSM, ssmError("AccessDeniedException", onAll+"because no VPC endpoint policy allows the ssm:ListAssociations action"),
			[]string{refused + "the policy of the VPC endpoint that the call goes through doesn't allow it"}, []string{allow}},
		"a VPC endpoint policy denies": {SSM, ssmError("AccessDeniedException", onAll+"with an explicit deny in a VPC endpoint policy"),
			[]string{"the policy of the VPC endpoint that the call goes through denies it"}, []string{allow}},
		"a policy that isn't named denies": {SSM, ssmError("AccessDeniedException", onAll+"with an explicit deny"),
			[]string{refused + "a policy denies it, so allowing it is no help"}, []string{allow}},
		"EC2": {EC2, ec2Error("UnauthorizedOperation", "You are not authorized to perform this operation. "+byUser+
			"ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action"),
			[]string{"ec2:DescribeInstances is refused to " + reader + ": allow ec2:DescribeInstances on Resource * in its policy (AWS: because no identity-based"},
			[]string{"You are not"}},
		"EC2 with an encoded reason": {EC2, ec2Error("UnauthorizedOperation", "You are not authorized to perform this operation. "+byUser+
			"ec2:DescribeInstances with an explicit deny in a service control policy. Encoded authorization failure message: 4Gk9-zQ_abcdefghijklmnop"),
			[]string{"is refused to " + reader + ": a service control policy of the organization denies it"}, []string{"Encoded", "4Gk9", "Resource *"}},
		"EC2 with nothing but an encoded reason": {EC2, ec2Error("UnauthorizedOperation", "You are not authorized to perform this operation. Encoded authorization failure message: 4Gk9-zQ_abcdefghijklmnop"),
			[]string{"ec2:DescribeInstances is refused to the data source's credentials: allow ec2:DescribeInstances on Resource * in its policy"}, []string{"Encoded", "4Gk9"}},
		"STS": {STS, stsError("AccessDenied", byUser+"sts:GetCallerIdentity with an explicit deny in a service control policy"),
			[]string{"sts:GetCallerIdentity is refused to " + reader + ": a service control policy", "leave the account out of the data source's settings"}, []string{"Region"}},
		"tagging": {Tagging, ssmError("AccessDeniedException", byUser+"tag:GetResources because no identity-based policy allows the tag:GetResources action"),
			[]string{"tag:GetResources is refused to " + reader + ": allow tag:GetResources on Resource * in its policy"}, nil},
		"resource groups": {ResourceGroups, wire{status: 403, header: map[string]string{"Content-Type": "application/json", "X-Amzn-Errortype": "ForbiddenException"},
			body: `{"Message":"` + byUser + `resource-groups:ListGroupResources because no identity-based policy allows the resource-groups:ListGroupResources action"}`},
			[]string{"resource-groups:ListGroupResources is refused to " + reader + ": allow resource-groups:ListGroupResources on Resource * in its policy"}, nil},
		"a reason behind a very long resource": {SSM, ssmError("AccessDeniedException", byUser+"ssm:ListAssociations on resource: arn:aws:ssm:eu-west-1:111122223333:"+long(400)+
			" with an explicit deny in a service control policy"), []string{"a service control policy of the organization denies it"}, []string{allow}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := errorOf(t, test.service, test.answer)
			if got.Kind != Refused || got.Action() == "" {
				t.Errorf("kind %d, action %q", got.Kind, got.Action())
			}
			says(t, got.Message, test.want, test.not...)
		})
	}
}

func TestARoleThatIsNotAssumedNamesItAndWhoAsks(t *testing.T) {
	const said = "User: arn:aws:iam::999999999999:user/grafana is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/Reader"
	assume := call{service: "STS", operation: "AssumeRole", account: Account{ID: "111122223333", RoleARN: "arn:aws:iam::111122223333:role/Reader"}}
	const who = "sts:AssumeRole is refused to arn:aws:iam::999999999999:user/grafana for role arn:aws:iam::111122223333:role/Reader: "
	for reason, want := range map[string]string{
		"": "name the caller in the role's trust policy, give it the external ID that the policy asks for, and allow the caller sts:AssumeRole",
		" because no identity-based policy allows the sts:AssumeRole action":     "allow it on the role's ARN in the caller's policy",
		" because no resource-based policy allows the sts:AssumeRole action":     "name the caller in the role's trust policy",
		" because no role trust policy allows the sts:AssumeRole action":         "name the caller in the role's trust policy",
		" with an explicit deny in the role trust policy":                        "the role's trust policy denies it",
		" because no service control policy allows the sts:AssumeRole action":    "a service control policy of the organization doesn't allow it",
		" because no permissions boundary allows the sts:AssumeRole action":      "its permissions boundary doesn't allow it",
		" with an explicit deny in an identity-based policy: arn:aws:iam::1:p/q": "an identity-based policy denies it",
	} {
		says(t, refusal(assume, said+reason), []string{who + want})
	}
	pod := call{service: "STS", operation: "AssumeRoleWithWebIdentity", account: assume.account}
	says(t, refusal(pod, "Not authorized to perform sts:AssumeRoleWithWebIdentity"), []string{
		"sts:AssumeRoleWithWebIdentity is refused to the identity provider of Grafana's server: name the provider", "trust policy of the role that Grafana's server is given",
	}, "Reader", "Resource *")
}
