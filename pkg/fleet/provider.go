package fleet

import (
	"regexp"
	"strings"
)

// SSM's source types, as they are written in SourceType.
const (
	sourceEC2   = "AWS::EC2::Instance"
	sourceThing = "AWS::IoT::Thing"
	sourceAzure = "Microsoft.Compute/virtualMachines"
	sourceGCP   = "compute.googleapis.com/Instance"
)

// The providers that are told apart.
const (
	providerAWS        = "AWS"
	providerAzure      = "Azure"
	providerGCP        = "GCP"
	providerOnPremises = "On-premises"
	providerEdge       = "Edge"
	providerUnknown    = "Unknown"
)

// connectorTag is the tag that an Azure Cloud Connector puts on the nodes it registers.
const connectorTag = "CloudConnector"

var providerOfSource = map[string]string{
	sourceEC2: providerAWS, sourceThing: providerEdge, sourceAzure: providerAzure, sourceGCP: providerGCP,
}

// origin is what is known of where a node runs.
type origin struct {
	sourceType, resourceType string
	connector                string // value of the tag CloudConnector
	tag                      string // value of the tag that the settings name
	activation               string // name, description and tags of its activation, in one text
}

// provider tells where a node runs and which rule said so: SSM's own word first, then what people wrote, from the most to
// the least deliberate.
func (o origin) provider(inWords func(string) string) (provider, rule string) {
	if provider, ok := providerOfSource[o.sourceType]; ok {
		return provider, "sourceType"
	}
	if o.connector != "" {
		return providerAzure, "cloudConnectorTag"
	}
	if provider := inWords(o.tag); provider != "" {
		return provider, "tag"
	}
	if provider := inWords(o.activation); provider != "" {
		return provider, "activation"
	}
	if o.resourceType == "EC2Instance" {
		return providerAWS, "resourceType"
	}
	return providerUnknown, "none"
}

var providerWords = []struct {
	provider string
	words    *regexp.Regexp
}{
	{providerAzure, word(`azure|microsoft azure`)},
	{providerGCP, word(`gcp|gce|google|google cloud|google cloud platform`)},
	{providerOnPremises, word(`on[-_ ]?prem(ises?)?|data ?cent(er|re)|vmware|vsphere|hyper-?v|bare[-_ ]?metal|colo(cation)?`)},
	{providerEdge, word(`edge|iot|greengrass`)},
	{providerAWS, word(`aws|amazon|ec2`)},
}

func word(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[^a-z0-9])(` + alternatives + `)([^a-z0-9]|$)`)
}

// providerInWords finds the one provider that a text names; a text that names several says nothing.
func providerInWords(text string) string {
	text = strings.TrimSpace(text)
	found := ""
	for _, p := range providerWords {
		if p.words.MatchString(text) {
			if found != "" {
				return ""
			}
			found = p.provider
		}
	}
	return found
}
