package fleet

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// nowhere is an address for fleets that nobody asks.
const nowhere = "http://127.0.0.1:9"

func TestWhoSharesWhatIsReadOfAnAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRegistry(0)
		settings := settingsOf(t, nowhere, nil)
		configured := settings.Accounts[0]
		hold := func(change func(*awsapi.Settings, *awsapi.Account)) *account {
			s, a := settings, configured
			change(&s, &a)
			held := r.hold(t.Context(), s, a)
			t.Cleanup(func() { r.release(held) })
			return held
		}
		first := hold(func(*awsapi.Settings, *awsapi.Account) {})
		for name, change := range map[string]func(*awsapi.Settings, *awsapi.Account){
			"how often it is read":     func(s *awsapi.Settings, _ *awsapi.Account) { s.Refresh.Nodes = time.Hour },
			"when it is stale":         func(s *awsapi.Settings, _ *awsapi.Account) { s.PatchStaleAfter = time.Hour },
			"its name":                 func(_ *awsapi.Settings, a *awsapi.Account) { a.Name = "store" },
			"the tag of its providers": func(s *awsapi.Settings, _ *awsapi.Account) { s.ProviderTag = "cloud" },
			"its Regions":              func(_ *awsapi.Settings, a *awsapi.Account) { a.Regions = []string{"us-east-1"} },
		} {
			if hold(change) != first {
				t.Errorf("%s makes another account", name)
			}
		}
		for name, change := range map[string]func(*awsapi.Settings, *awsapi.Account){
			"its id":          func(_ *awsapi.Settings, a *awsapi.Account) { a.ID = "222233334444" },
			"its role":        func(_ *awsapi.Settings, a *awsapi.Account) { a.RoleARN = "arn:aws:iam::111122223333:role/reader" },
			"its credentials": func(s *awsapi.Settings, _ *awsapi.Account) { s.Credentials.SecretKey = "another" },
		} {
			if hold(change) == first {
				t.Errorf("%s doesn't make another account", name)
			}
		}
	})
}

func TestTheSettingsThatCameLastHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRegistry(0)
		settings := settingsOf(t, nowhere, nil)
		first := r.hold(t.Context(), settings, settings.Accounts[0])
		settings.Refresh.Nodes = 17 * time.Minute
		second := r.hold(t.Context(), settings, settings.Accounts[0])
		if got := nodeLists.in(first.in("eu-west-1")).interval(); got != 17*time.Minute {
			t.Errorf("nodes are read every %v", got)
		}
		r.release(first)
		r.release(second)
	})
}

func TestWhatNobodyHoldsIsDroppedAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRegistry(keepFor)
		settings := settingsOf(t, nowhere, nil)
		hold := func() *account { return r.hold(t.Context(), settings, settings.Accounts[0]) }
		kept := func() bool {
			synctest.Wait()
			r.mu.Lock()
			defer r.mu.Unlock()
			return len(r.accounts) == 1
		}
		first := hold()
		first.in("eu-west-1")
		second := hold()
		r.release(first)
		time.Sleep(2 * keepFor)
		if !kept() || first.ctx.Err() != nil {
			t.Fatal("it is dropped though someone holds it")
		}
		r.release(second)
		time.Sleep(keepFor - time.Second)
		if !kept() {
			t.Error("it is dropped too soon")
		}
		if third := hold(); third != first {
			t.Error("it is not taken up again")
		}
		time.Sleep(2 * keepFor)
		if !kept() || first.ctx.Err() != nil {
			t.Fatal("it is dropped though someone has taken it up again")
		}
		r.release(first)
		time.Sleep(keepFor)
		if kept() || first.ctx.Err() == nil {
			t.Error("it is kept for nobody")
		}
		if next := hold(); next == first {
			t.Error("what was dropped is held again")
		} else {
			// The one that was dropped long ago must not take this one with it.
			r.drop(first)
			if !kept() || next.ctx.Err() != nil {
				t.Error("another one's end ends it")
			}
			r.release(next)
		}
		time.Sleep(keepFor)
		synctest.Wait()
	})
}
