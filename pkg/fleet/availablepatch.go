package fleet

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// availablePatch tells the patches apart that AWS tells the releases of.
type availablePatch struct {
	// product as DescribeAvailablePatches calls it; of Windows, whose updates are found by their numbers alone, [windowsUpdates].
	product string
	// id is a KB number, or a package with its architecture: "openssl.x86_64".
	id string
	// version is a package's: "1.0.2k-24"; empty of an update.
	version string
}

const windowsUpdates = "Windows"

// amazonLinux1 is a version of Amazon Linux 1, as Systems Manager reports it.
var amazonLinux1 = regexp.MustCompile(`^201\d\.\d\d$`)

// productOf gives the product of which AWS tells releases that a node's patches belong to; empty where there is none.
func productOf(platformType, platformName, platformVersion string) string {
	switch {
	case platformType == "Windows":
		return windowsUpdates
	case !strings.HasPrefix(platformName, "Amazon Linux"):
		return ""
	case platformVersion == "2":
		return "AmazonLinux2.0"
	case amazonLinux1.MatchString(platformVersion):
		return "AmazonLinux" + platformVersion
	}
	return ""
}

// availableAs gives how a patch that a node misses is told apart among the available ones, and false where it can't be found there.
func (p openPatch) availableAs(product string) (availablePatch, bool) {
	switch {
	case product == "" || p.kbID == "":
		return availablePatch{}, false
	case product == windowsUpdates:
		return availablePatch{product: product, id: p.kbID}, true
	}
	// Its title is the package, and behind the last colon the version; one that is missing in several versions has several.
	at := strings.LastIndex(p.title, ":")
	if at < 0 || strings.Contains(p.title, "; ") || !strings.Contains(p.kbID, ".") {
		return availablePatch{}, false
	}
	return availablePatch{product: product, id: p.kbID, version: p.title[at+1:]}, true
}

// packageName is without its architecture.
func (a availablePatch) packageName() string { return a.id[:strings.LastIndex(a.id, ".")] }

// identify gives how a patch that AWS lists is told apart; asked is the product that it was asked for.
func identify(p *types.Patch, asked string) availablePatch {
	if asked == windowsUpdates {
		return availablePatch{product: asked, id: aws.ToString(p.KbNumber)}
	}
	version := slices.DeleteFunc([]string{aws.ToString(p.Version), aws.ToString(p.Release)}, func(part string) bool { return part == "" })
	return availablePatch{product: asked, id: aws.ToString(p.Name) + "." + aws.ToString(p.Arch), version: strings.Join(version, "-")}
}

// earliestReleases adds when the patches were released that AWS lists; of several by one id, the first.
func earliestReleases(of map[availablePatch]time.Time, listed []types.Patch, asked string) {
	for i := range listed {
		released := aws.ToTime(listed[i].ReleaseDate)
		if released.Unix() <= 0 {
			continue
		}
		patch := identify(&listed[i], asked)
		if known, ok := of[patch]; !ok || released.Before(known) {
			of[patch] = released
		}
	}
}
