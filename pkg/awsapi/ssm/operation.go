// Package ssm has the operations of AWS Systems Manager that are read, a file each.
package ssm

import "github.com/onepane/onepane-fleet-app/pkg/awsapi"

func operation(name string) awsapi.Operation { return awsapi.Operation{Service: "ssm", Name: name} }
