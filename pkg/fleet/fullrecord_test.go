package fleet

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// fullRecord is an item of an operation's answer with another value in every member: texts say their own path, numbers and
// times differ.
type fullRecord struct {
	numbers int
	// flag is the one boolean that is true, by its place among all of the record.
	flag, flags int
}

var fullRecordBegan = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// statusCounts are what counts by status are: one for each way in which a word can be meant.
func (f *fullRecord) statusCounts() map[string]int32 {
	counts := map[string]int32{}
	for _, word := range []string{"Success", "Failed", "Pending", "Skipped"} {
		f.numbers++
		counts[word] = int32(100 + f.numbers)
	}
	return counts
}

// fill sets every member of a value, whatever its depth.
func (f *fullRecord) fill(v reflect.Value, path string) {
	switch {
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), path)
	case v.Type() == reflect.TypeFor[time.Time]():
		f.numbers++
		v.Set(reflect.ValueOf(fullRecordBegan.AddDate(0, 0, f.numbers)))
	case v.Type() == reflect.TypeFor[map[string]int32]():
		v.Set(reflect.ValueOf(f.statusCounts()))
	case v.Kind() == reflect.Map:
		// One entry, which is called like the member.
		value := reflect.New(v.Type().Elem()).Elem()
		f.fill(value, path+"."+path)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(path), value)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if member := v.Type().Field(i); member.IsExported() {
				name := member.Name
				if path != "" {
					name = path + "." + name
				}
				f.fill(v.Field(i), name)
			}
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(v.Index(0), path)
	case v.Kind() == reflect.String:
		v.SetString(path)
	case v.Kind() == reflect.Bool:
		v.SetBool(f.flags == f.flag)
		f.flags++
	case v.CanInt():
		f.numbers++
		v.SetInt(int64(100 + f.numbers))
	}
}

// onTheWire writes a value as the JSON of AWS's protocol 1.1: members by their names, times as seconds.
func onTheWire(v reflect.Value) any {
	v = reflect.Indirect(v)
	switch {
	case !v.IsValid():
		return nil
	case v.Type() == reflect.TypeFor[time.Time]():
		return v.Interface().(time.Time).Unix()
	case v.Kind() == reflect.Struct:
		members := map[string]any{}
		for i := range v.NumField() {
			if name := v.Type().Field(i); name.IsExported() {
				members[name.Name] = onTheWire(v.Field(i))
			}
		}
		return members
	case v.Kind() == reflect.Slice:
		items := make([]any, v.Len())
		for i := range items {
			items[i] = onTheWire(v.Index(i))
		}
		return items
	case v.Kind() == reflect.Map && v.Len() == 0:
		return nil
	case v.Kind() == reflect.String:
		return v.String()
	}
	return v.Interface()
}

// asXML writes a struct's members as the XML of AWS's query protocol.
func asXML(v reflect.Value) string {
	v = reflect.Indirect(v)
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		return v.Interface().(time.Time).Format(time.RFC3339)
	case v.Kind() == reflect.Struct:
		var members strings.Builder
		for i := range v.NumField() {
			if name := v.Type().Field(i); name.IsExported() {
				fmt.Fprintf(&members, "<%[1]s>%[2]s</%[1]s>", name.Name, asXML(v.Field(i)))
			}
		}
		return members.String()
	case v.Kind() == reflect.Slice:
		return "<member>" + asXML(v.Index(0)) + "</member>"
	}
	return fmt.Sprint(v.Interface())
}

// asCell writes the member of a record at a path as a cell of a table is written.
func asCell(record reflect.Value, path string) (string, error) {
	m, err := safely(func() member { return newMember(record.Type(), path) })
	if err != nil {
		return "", err
	}
	value, ok := m.of(record)
	if !ok {
		return "", fmt.Errorf("%s is not set", path)
	}
	if moment, isTime := value.Interface().(time.Time); isTime {
		return moment.Format(time.RFC3339), nil
	}
	return fmt.Sprint(value.Interface()), nil
}

func safely[T any](do func() T) (result T, err error) {
	defer func() {
		if failure := recover(); failure != nil {
			err = fmt.Errorf("%v", failure)
		}
	}()
	return do(), nil
}
