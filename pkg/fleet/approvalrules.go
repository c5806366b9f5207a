package fleet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// rulesInWords writes the approval rules of a baseline in AWS's words for patches, for instance "Critical, Important SecurityUpdates
// of WindowsServer2022 approved after 7 days; compliance CRITICAL".
func rulesInWords(group *types.PatchRuleGroup) string {
	if group == nil || len(group.PatchRules) == 0 {
		return "No rules"
	}
	words := make([]string, len(group.PatchRules))
	for i, rule := range group.PatchRules {
		words[i] = ruleInWords(rule)
	}
	return strings.Join(words, ". ")
}

func ruleInWords(rule types.PatchRule) string {
	words := patchesInWords(rule.PatchFilterGroup)
	switch days := aws.ToInt32(rule.ApproveAfterDays); {
	case rule.ApproveUntilDate != nil:
		words += ", released until " + *rule.ApproveUntilDate + ", approved"
	case rule.ApproveAfterDays == nil:
		words += " approved"
	case days == 0:
		words += " approved at once"
	case days == 1:
		words += " approved after 1 day"
	default:
		words += fmt.Sprintf(" approved after %d days", days)
	}
	if aws.ToBool(rule.EnableNonSecurity) {
		words += ", nonsecurity updates too"
	}
	if level := rule.ComplianceLevel; level != "" && level != types.PatchComplianceLevelUnspecified {
		words += "; compliance " + string(level)
	}
	return words
}

// patchesInWords says which patches a rule is for: severities, classifications, products, then what else its filters have.
func patchesInWords(group *types.PatchFilterGroup) string {
	var severities, classifications, products, others []string
	if group == nil {
		group = &types.PatchFilterGroup{}
	}
	for _, filter := range group.PatchFilters {
		values := strings.Join(filter.Values, ", ")
		if slices.Contains(filter.Values, "*") {
			continue // of any value
		}
		switch filter.Key {
		case types.PatchFilterKeyMsrcSeverity, types.PatchFilterKeySeverity, types.PatchFilterKeyPriority:
			severities = append(severities, values)
		case types.PatchFilterKeyClassification:
			classifications = append(classifications, values)
		case types.PatchFilterKeyProduct, types.PatchFilterKeyProductFamily:
			products = append(products, values)
		default:
			others = append(others, string(filter.Key)+": "+values)
		}
	}
	if len(severities)+len(classifications) == 0 {
		severities = []string{"All"}
	}
	if len(classifications) == 0 {
		classifications = []string{"patches"}
	}
	words := strings.Join(slices.Concat(severities, classifications), " ")
	if len(products) > 0 {
		words += " of " + strings.Join(products, ", ")
	}
	if len(others) > 0 {
		words += " (" + strings.Join(others, "; ") + ")"
	}
	return words
}
