package cloudwatch

import (
	"fmt"
	"strconv"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
)

// periods are the automatic ones in seconds, and how old a start may be for CloudWatch to have data at that resolution.
var periods = []struct {
	seconds int32
	maxAge  time.Duration
}{
	{60, 15 * day}, {300, 63 * day}, {900, 63 * day}, {3600, 455 * day}, {21600, forever}, {86400, forever},
}

const (
	day           = 24 * time.Hour
	forever       = 1<<63 - 1
	maxDatapoints = 2000
)

// autoPeriod is the smallest period that makes no more than some 2,000 datapoints of the range. The width of the panel
// plays no part.
func autoPeriod(from, to, now time.Time) int32 {
	wanted := to.Sub(from).Seconds() / maxDatapoints
	for _, p := range periods {
		if now.Sub(from) <= p.maxAge && float64(p.seconds) >= wanted {
			return p.seconds
		}
	}
	return periods[len(periods)-1].seconds
}

// parsePeriod reads a query's period: nothing or "auto", seconds, or a duration such as 5m.
func parsePeriod(period string, from, to, now time.Time) (int32, error) {
	if period == "" || period == "auto" {
		return autoPeriod(from, to, now), nil
	}
	if seconds, err := strconv.ParseInt(period, 10, 32); err == nil {
		return int32(seconds), nil
	}
	duration, err := gtime.ParseDuration(period)
	if err != nil {
		return 0, fmt.Errorf("period %q is neither seconds nor a duration: %w", period, err)
	}
	return int32(duration.Seconds()), nil
}
