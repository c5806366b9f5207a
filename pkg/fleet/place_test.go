package fleet

import "testing"

// The notices tell a call that hangs from one that AWS throttles by it.
func TestATargetTellsSinceWhenACallIsOut(t *testing.T) {
	aws := newFakeAWS(t)
	aws.hang(t, "DescribeInstanceProperties")
	f := closing(t, aws.settings(t, nil))
	eventually(t, func() bool {
		target := targetOf(t, nodesOf(t, f, Need{APIs: []string{apiNodes}, Partial: true}), apiNodes)
		return !target.UnansweredSince.IsZero() && target.ThrottledSince.IsZero()
	})
}
