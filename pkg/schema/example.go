package schema

// Example is a question that people ask of a resource, in their words, and the part of a query that asks it.
type Example struct {
	Title   string    `json:"title"`
	Filters []Filter  `json:"filters,omitempty"`
	Columns []string  `json:"columns,omitempty"` // none: the default columns
	GroupBy []string  `json:"groupBy,omitempty"` // any: rows are counted
	OrderBy []OrderBy `json:"orderBy,omitempty"`
}

// Filter is one condition on a field; all conditions of a query must hold.
type Filter struct {
	Field string `json:"field"`
	Op    string `json:"op"`
	// Value is a string, a number, a boolean or a list of strings and numbers, as the operator takes it.
	Value any `json:"value"`
}

// OrderBy orders rows by a field; rows without a value come last either way.
type OrderBy struct {
	Field string `json:"field"`
	Desc  bool   `json:"desc,omitempty"`
}
