package fleet

import (
	"context"
	"slices"
	"sync"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

// AccountCheck is what a health check found out about one account.
type AccountCheck struct {
	ID      string // empty where AWS did not tell it
	Name    string
	ARN     string // who AWS takes us for; empty where it did not tell
	Err     error  // why the account can't be read at all: an [awsapi.Error]; then no Region has been asked, and each has this error
	Regions []RegionCheck
	// Without are the layers of which nothing is allowed: somebody left them out. Core is never among them.
	Without []Layer
	// Refused are the IAM actions that are missing beyond what Regions and whole layers tell.
	Refused []Refusal
	// Unanswered has an error for each operation of which it is not known whether it is allowed: AWS throttled it, or did not
	// answer. Each is an [awsapi.Error].
	Unanswered []error
	// Budget is what is left for readings; the check itself isn't held to it.
	Budget awsapi.Budget
}

// Refusal is an IAM action that is missing.
type Refusal struct {
	Permission
	Err *awsapi.Error
}

// RegionCheck says whether SSM answers in a Region.
type RegionCheck struct {
	Region string
	Err    error // nil: it answers
}

// Check asks every account who we are and every Region for its first nodes, and tries every other operation once in each
// account. The accounts stand in the settings' order. What failed before is read again at once. When the context ends,
// what has not answered until then is told as that. A budget that is used up doesn't keep it from asking.
func (f *Fleet) Check(ctx context.Context) []AccountCheck {
	ctx = awsapi.BeyondBudget(ctx)
	checks := make([]AccountCheck, len(f.accounts))
	var group sync.WaitGroup
	for i, a := range f.accounts {
		group.Go(func() { checks[i] = f.checkAccount(ctx, a) })
	}
	group.Wait()
	return checks
}

func (f *Fleet) checkAccount(ctx context.Context, a *account) AccountCheck {
	regions := f.regionsOf(a)
	check := AccountCheck{Regions: make([]RegionCheck, len(regions))}
	check.ARN, check.Err = a.whoAmI(ctx)
	check.ID, check.Name = a.id(), f.nameOf(a)
	if check.Err != nil {
		for i, region := range regions {
			check.Regions[i] = RegionCheck{Region: region, Err: check.Err}
		}
		return check
	}
	var group sync.WaitGroup
	var tried sync.Once
	for i, region := range regions {
		group.Go(func() {
			p := a.in(region)
			for _, t := range p.targets {
				t.hurry()
			}
			check.Regions[i] = RegionCheck{Region: region, Err: p.answers(ctx)}
			if check.Regions[i].Err == nil {
				// In the first Region that answers, beside those that may never do.
				tried.Do(func() { check.Without, check.Refused, check.Unanswered = p.try(ctx) })
			}
		})
	}
	group.Wait()
	check.Budget = f.registry.traffic.Budget(check.ID, f.settings.Quota)
	return check
}

// whoAmI gives the ARN that AWS takes the account's credentials for. Its error is an [awsapi.Error].
func (a *account) whoAmI(ctx context.Context) (string, error) {
	opened, err := a.open(ctx)
	if err != nil {
		return "", awsapi.Explain(err)
	}
	identity, err := opened.session.Identity(ctx, a.registry.traffic)
	if err != nil {
		return "", awsapi.Explain(err)
	}
	return identity.ARN, nil
}

// answers tells why a place has no node list, nil where it has one.
func (p *place) answers(ctx context.Context) error {
	client, err := p.client(ctx)
	if err == nil {
		err = firstPage(ssm.DescribeInstanceProperties.Pages(ctx, client))
	}
	if unsupported(err) && firstPage(ssm.DescribeInstanceInformation.Pages(ctx, client)) == nil {
		return nil
	}
	if err != nil {
		return awsapi.Explain(err)
	}
	return nil
}

// try tries every operation that has a probe, and gives what is refused, the layers that are refused as a whole apart, and what
// has no answer, in the order of the IAM actions. Other failures show where the operation is needed.
func (p *place) try(ctx context.Context) (without []Layer, refused []Refusal, unanswered []error) {
	client, err := p.client(ctx)
	if err != nil {
		return nil, nil, nil
	}
	tried := slices.DeleteFunc(permissions(), func(p permission) bool { return p.probe == nil })
	found := make([]*awsapi.Error, len(tried))
	var group sync.WaitGroup
	for i, permission := range tried {
		group.Go(func() {
			if err := permission.probe(ctx, client); err != nil {
				found[i] = awsapi.Explain(err)
			}
		})
	}
	group.Wait()
	there := map[Layer]bool{CoreLayer: true} // or it isn't known that it is not
	for i, err := range found {
		switch {
		case err == nil:
			there[tried[i].layer] = true
		case err.Kind == awsapi.Refused:
			refused = append(refused, Refusal{tried[i].described(), err})
		case err.Kind != awsapi.Other:
			there[tried[i].layer] = true
			unanswered = append(unanswered, err)
		}
	}
	for _, layer := range Layers() {
		if !there[layer] && slices.ContainsFunc(refused, func(r Refusal) bool { return r.Layer == layer }) {
			without = append(without, layer)
		}
	}
	return without, slices.DeleteFunc(refused, func(r Refusal) bool { return !there[r.Layer] }), unanswered
}
