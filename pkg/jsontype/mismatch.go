// Package jsontype says in words where JSON has a value of another type than what it is decoded into.
package jsontype

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
)

// Mismatch gives the path of the field that has the wrong type, without indexes, and words such as "is a number, and must
// be a string". It tells false of an error that is about something else.
func Mismatch(err error) (field, words string, ok bool) {
	var mismatch *json.UnmarshalTypeError
	if !errors.As(err, &mismatch) {
		return "", "", false
	}
	return mismatch.Field, "is " + found(mismatch.Value) + ", but must be " + wanted(mismatch.Type), true
}

// found puts encoding/json's words for a value into ours: "array", "number 1.5".
func found(value string) string {
	kind, text, _ := strings.Cut(value, " ")
	switch {
	case text != "":
		return "the " + kind + " " + text
	case kind == "array":
		return "a list"
	case kind == "object":
		return "an object"
	case kind == "bool":
		return "a boolean"
	default:
		return "a " + kind
	}
}

func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "a boolean"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	default:
		return "a string"
	}
}
