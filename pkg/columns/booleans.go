package columns

// Booleans is a boolean column.
type Booleans struct {
	otherKind
	values []Truth
}

// Truth is a value of a boolean column.
type Truth int8

// The values of a boolean column.
const (
	Neither Truth = iota // no value
	False
	True
)

// TruthOf gives a boolean as a boolean column keeps it.
func TruthOf(value bool) Truth {
	if value {
		return True
	}
	return False
}

// NewBooleans makes a column of these values, which are the column's from then on.
func NewBooleans(values []Truth) *Booleans { return &Booleans{values: values} }

func (c *Booleans) Kind() Kind      { return Boolean }
func (c *Booleans) Len() int        { return len(c.values) }
func (c *Booleans) Has(i int) bool  { return c.values[i] != Neither }
func (c *Booleans) Bool(i int) bool { return c.values[i] == True }
