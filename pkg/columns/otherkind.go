package columns

import "time"

// otherKind reports the values of the kinds that a column isn't of as absent.
type otherKind struct{}

func (otherKind) String(int) string  { return "" }
func (otherKind) Number(int) float64 { return 0 }
func (otherKind) Bool(int) bool      { return false }
func (otherKind) Time(int) time.Time { return time.Time{} }
