package fleet

import (
	"regexp"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// SSM's source types, as they are written in SourceType.
const (
	sourceEC2   = "AWS::EC2::Instance"
	sourceThing = "AWS::IoT::Thing"
	sourceAzure = "Microsoft.Compute/virtualMachines"
	sourceGCP   = "compute.googleapis.com/Instance"
)

// connectorTag is the tag that an Azure Cloud Connector puts on the nodes it registers.
const connectorTag = "CloudConnector"

var providerOfSource = map[string]string{
	sourceEC2: statuses.AWS, sourceThing: statuses.Edge, sourceAzure: statuses.Azure, sourceGCP: statuses.GCP,
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
		return statuses.Azure, "cloudConnectorTag"
	}
	if provider := inWords(o.tag); provider != "" {
		return provider, "tag"
	}
	if provider := inWords(o.activation); provider != "" {
		return provider, "activation"
	}
	if o.resourceType == ec2Instance {
		return statuses.AWS, "resourceType"
	}
	return statuses.UnknownProvider, "none"
}

var providerWords = []struct {
	provider string
	words    *regexp.Regexp
}{
	{statuses.Azure, word(`azure|microsoft azure`)},
	{statuses.GCP, word(`gcp|gce|google|google cloud|google cloud platform`)},
	{statuses.OnPremises, word(`on[-_ ]?prem(ises?)?|data ?cent(er|re)|vmware|vsphere|hyper-?v|bare[-_ ]?metal|colo(cation)?`)},
	{statuses.Edge, word(`edge|iot|greengrass`)},
	{statuses.AWS, word(`aws|amazon|ec2`)},
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
