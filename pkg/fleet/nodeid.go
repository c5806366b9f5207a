package fleet

import "regexp"

var nodeIDPattern = regexp.MustCompile(`^(i-([0-9a-f]{8}|[0-9a-f]{17})|mi-[0-9a-f]{17})$`)

// isNodeID tells whether a text can be the id of a managed node.
func isNodeID(id string) bool { return nodeIDPattern.MatchString(id) }

// isInstanceID tells an EC2 instance's id from a hybrid node's.
func isInstanceID(id string) bool { return len(id) > 2 && id[:2] == "i-" }
