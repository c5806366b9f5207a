package awsapi

import "strings"

// Service is an AWS service that is read, by its name in the settings' endpoints.
type Service string

// The services that are read.
const (
	SSM     Service = "ssm"
	EC2     Service = "ec2"
	STS     Service = "sts"
	Tagging Service = "tagging"
	// ResourceGroups is asked for the members of groups that runs are for.
	ResourceGroups Service = "resourcegroups"
	// CloudWatch is asked for alarms alone.
	CloudWatch Service = "cloudwatch"
)

var services = []Service{SSM, EC2, STS, Tagging, ResourceGroups, CloudWatch}

const regionPlaceholder = "{region}"

// endpoint gives the address of a service in a Region where the settings name one, else the empty string.
func (s Settings) endpoint(service Service, region string) string {
	return strings.ReplaceAll(s.Endpoints[service], regionPlaceholder, region)
}

func join(services []Service) string {
	names := make([]string, len(services))
	for i, service := range services {
		names[i] = string(service)
	}
	return strings.Join(names, ", ")
}
