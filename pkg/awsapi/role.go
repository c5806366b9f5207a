package awsapi

import (
	"net/http"
	"strings"
	"time"
)

const (
	// stsTimeout bounds one attempt of one call to STS. Everything waits for it, and it has little to say: what takes longer is
	// told as STS's silence.
	stsTimeout = 5 * time.Second
	// renewAtMost is how often a role's session that is refused is given up for a new one: many calls learn of it at one time,
	// and where the new one is refused, too, its age isn't what is wrong.
	renewAtMost = 30 * time.Second

	assumeRole = "AssumeRole"
)

// roleTransport is the way by which roles are assumed. The SDK makes these calls by itself whenever a session is about to end: by
// the rules that hold for every other call, at our share of the rate, and of what answers only AWS is believed. The base
// credentials come this way, too, where a host, a container or an identity provider has them: those answer in their own ways.
func (s *Session) roleTransport(transport http.RoundTripper, traffic *Traffic) http.RoundTripper {
	lane := traffic.lane(laneKey{s.account.ID, s.settings.DefaultRegion, assumeRole}, s.settings.Quota.rate(assumeRole))
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		if !isSignedForSTS(request) {
			return transport.RoundTrip(request)
		}
		if err := lane.limiter.wait(request.Context()); err != nil {
			current, full := lane.limiter.rate()
			return nil, &noTurnError{perSecond: current, full: full, cause: err}
		}
		response, err := transport.RoundTrip(request)
		if err != nil || response.StatusCode != http.StatusOK {
			return response, err
		}
		if err := genuine(request.Context(), assumeRole, response); err != nil {
			_ = response.Body.Close() // nobody else will
			return nil, err
		}
		return response, nil
	})
}

// isSignedForSTS tells a call that assumes a role by credentials: by a token of an identity provider it isn't signed.
func isSignedForSTS(request *http.Request) bool {
	return strings.Contains(request.Header.Get("Authorization"), "/sts/aws4_request")
}

type roundTripper func(*http.Request) (*http.Response, error)

func (r roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return r(request) }

// renew gives up the session of the role, so that the next attempt assumes it anew, unless that was just done; false where there
// is no role.
func (s *Session) renew() bool {
	cached, ok := s.config.Credentials.(interface{ Invalidate() })
	if !ok || s.settings.credentialsOf(s.account).AssumeRoleARN == "" {
		return false
	}
	last, now := s.renewed.Load(), time.Now().Unix()
	if now-last >= int64(renewAtMost.Seconds()) && s.renewed.CompareAndSwap(last, now) {
		cached.Invalidate()
	}
	return true
}
