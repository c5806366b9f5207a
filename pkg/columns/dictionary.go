package columns

// Dictionary is a string column that keeps each distinct value once and a small number, its code, for each row. Filters
// and groups then look at every distinct value once instead of at every row. Every string column is one.
type Dictionary interface {
	Column
	// Values gives the distinct values by their code; some of them may be in no row, and none is the empty string.
	Values() []string
	// Code gives the index in Values of row i's value, or -1 where it has none.
	Code(i int) int32
}
