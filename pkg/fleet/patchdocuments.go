package fleet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// patchDocuments are AWS's documents that install patches, with the parameter that says so and its value that does; without one
// they install whenever they run. None of these parameters has a default: the user guide's "SSM Command documents for patching
// managed nodes", and the reference of Automation's runbooks.
var patchDocuments = map[string]struct{ parameter, installs string }{
	"AWS-RunPatchBaseline":             {"Operation", "Install"},
	"AWS-RunPatchBaselineWithHooks":    {"Operation", "Install"},
	"AWS-RunPatchBaselineAssociation":  {"Operation", "Install"},
	"AWS-ApplyPatchBaseline":           {"Operation", "Install"},
	"AWS-InstallWindowsUpdates":        {"Action", "Install"},
	"AWS-InstallMissingWindowsUpdates": {},
	"AWS-PatchInstanceWithRollback":    {},
	"AWS-PatchAsgInstance":             {},
}

// documentName gives the name in what names a document: a name, or an ARN, with a version or without.
func documentName(named string) string {
	if at := strings.LastIndexByte(named, '/'); at >= 0 {
		named = named[at+1:]
	}
	name, _, _ := strings.Cut(named, ":")
	return name
}

// isPatching tells whether a document may install patches, depending on its parameters.
func isPatching(document string) bool {
	_, known := patchDocuments[documentName(document)]
	return known
}

// installs tells whether a document installs patches with these parameters, and why that isn't known where it is neither.
func installs(document string, parameters map[string][]string) (truth columns.Truth, unknown string) {
	patching, known := patchDocuments[documentName(document)]
	if !known {
		// One of a patch policy's own.
		if patching.parameter, patching.installs = "Operation", "Install"; len(parameters["Operation"]) == 0 {
			return columns.False, ""
		}
	}
	if patching.parameter == "" {
		return columns.True, ""
	}
	values := parameters[patching.parameter]
	switch {
	case slices.Contains(values, patching.installs):
		return columns.True, ""
	case len(values) == 0 || slices.Contains(values, "Scan"):
		return columns.False, ""
	}
	return columns.Neither, fmt.Sprintf("whether it installs patches is not known, as its %s is %.40q", patching.parameter, strings.Join(values, ", "))
}

// policyName is how Quick Setup names what it makes for patch policies.
var policyName = regexp.MustCompile(`QuickSetup.*PatchPolicy`)

// isPolicy tells of an association whether Quick Setup made it for a patch policy.
func isPolicy(associationName, document string) bool {
	return policyName.MatchString(associationName) || policyName.MatchString(documentName(document))
}
