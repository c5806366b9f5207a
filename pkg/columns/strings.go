package columns

// absent is the code of a row without a value.
const absent = -1

// Strings is a string column: each distinct value once, and a code for each row. It is a [Dictionary]. The empty string
// is no value.
type Strings struct {
	otherKind
	values []string
	codes  []int32
}

func (c *Strings) Kind() Kind       { return String }
func (c *Strings) Len() int         { return len(c.codes) }
func (c *Strings) Has(i int) bool   { return c.codes[i] != absent }
func (c *Strings) Values() []string { return c.values }
func (c *Strings) Code(i int) int32 { return c.codes[i] }

func (c *Strings) String(i int) string {
	if code := c.codes[i]; code != absent {
		return c.values[code]
	}
	return ""
}

// StringsBuilder makes string columns row by row. What it has given out stays as it was while it goes on.
type StringsBuilder struct {
	values []string
	codes  []int32
	known  map[string]int32
}

// Append adds a row.
func (b *StringsBuilder) Append(value string) {
	b.codes = append(b.codes, b.code(value))
}

// Len gives the number of rows so far.
func (b *StringsBuilder) Len() int { return len(b.codes) }

// Pad adds rows without a value until there are so many rows.
func (b *StringsBuilder) Pad(rows int) {
	for len(b.codes) < rows {
		b.codes = append(b.codes, absent)
	}
}

func (b *StringsBuilder) code(value string) int32 {
	if value == "" {
		return absent
	}
	code, ok := b.known[value]
	if !ok {
		if b.known == nil {
			b.known = map[string]int32{}
		}
		code = int32(len(b.values))
		b.known[value] = code
		b.values = append(b.values, value)
	}
	return code
}

// Column gives what has been added so far.
func (b *StringsBuilder) Column() *Strings {
	return &Strings{values: b.values, codes: b.codes}
}

// NewStrings makes a column of these values.
func NewStrings(values []string) *Strings {
	var b StringsBuilder
	for _, value := range values {
		b.Append(value)
	}
	return b.Column()
}
