// Package ssm has the operations of AWS Systems Manager that are read, a file each.
package ssm

import "github.com/onepane/onepane-fleet-app/pkg/awsapi"

// operationOn is one that is called for one resource of Systems Manager alone: "document/SSM-SessionManagerRunShell".
func operationOn(resource, name string) awsapi.Operation {
	return awsapi.OnlyFor("arn:*:ssm:*:*:"+resource, operation(name))
}

func operation(name string) awsapi.Operation { return awsapi.Operation{Service: "ssm", Name: name} }
