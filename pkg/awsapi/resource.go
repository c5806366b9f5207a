package awsapi

import "cmp"

// resources are those that operations are called for alone, as policies name them; any other operation is called for all there are.
var resources = map[Operation]string{}

// OnlyFor declares an operation that is called for one resource alone: an ARN with asterisks for partition, Region and account. To be
// called before anything is read.
func OnlyFor(resource string, o Operation) Operation {
	resources[o] = resource
	return o
}

// Resource gives what the operation must be allowed on: an ARN, or * where it takes nothing else or is called for everything.
func (o Operation) Resource() string { return cmp.Or(resources[o], "*") }
