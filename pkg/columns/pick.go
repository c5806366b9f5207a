package columns

import "time"

// Pick makes a column from rows of others: row i of the result is row from[i] of the column, or has no value where
// from[i] is negative. Several picks are put one under the other.
type Pick struct {
	Of   Column // nil: no row has a value
	From []int32
}

// Concat puts picks one under the other. All their columns are of one kind; where none of them has a column, the result
// is a string column without values.
func Concat(picks ...Pick) Column {
	rows, kind := 0, String
	for _, pick := range picks {
		rows += len(pick.From)
		if pick.Of != nil {
			kind = pick.Of.Kind()
		}
	}
	switch kind {
	case String:
		return concatStrings(rows, picks)
	case Number:
		return NewNumbers(gather(rows, picks, None(), Column.Number))
	case Boolean:
		return NewBooleans(gather(rows, picks, Neither, func(c Column, i int) Truth { return TruthOf(c.Bool(i)) }))
	default:
		return NewTimes(gather(rows, picks, time.Time{}, Column.Time))
	}
}

func gather[Value any](rows int, picks []Pick, none Value, value func(Column, int) Value) []Value {
	values := make([]Value, 0, rows)
	for _, pick := range picks {
		for _, from := range pick.From {
			if pick.Of == nil || from < 0 || !pick.Of.Has(int(from)) {
				values = append(values, none)
			} else {
				values = append(values, value(pick.Of, int(from)))
			}
		}
	}
	return values
}

// concatStrings looks at every distinct value of each pick once, not at every row.
func concatStrings(rows int, picks []Pick) *Strings {
	b := StringsBuilder{codes: make([]int32, 0, rows)}
	for _, pick := range picks {
		dictionary, ok := pick.Of.(Dictionary)
		if !ok {
			for _, value := range gather(len(pick.From), []Pick{pick}, "", Column.String) {
				b.Append(value)
			}
			continue
		}
		codes := make([]int32, len(dictionary.Values()))
		for i := range codes {
			codes[i] = absent - 1
		}
		for _, from := range pick.From {
			code := int32(absent)
			if from >= 0 {
				code = dictionary.Code(int(from))
			}
			if code != absent {
				if codes[code] < absent {
					codes[code] = b.code(dictionary.Values()[code])
				}
				code = codes[code]
			}
			b.codes = append(b.codes, code)
		}
	}
	return b.Column()
}
