package ssm

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// Whichever list a node comes from, it is the same node: every member that both lists have is taken over.
func TestANodeOfTheOlderListIsTheSameNode(t *testing.T) {
	var information types.InstanceInformation
	older := reflect.ValueOf(&information).Elem()
	for i := range older.NumField() {
		if member := older.Field(i); older.Type().Field(i).IsExported() {
			if member.Kind() == reflect.Pointer {
				member.Set(reflect.New(member.Type().Elem()))
			} else if member.Kind() == reflect.String {
				member.SetString(older.Type().Field(i).Name)
			}
		}
	}
	node := reflect.ValueOf(asProperty(information))
	for i := range older.NumField() {
		name := older.Type().Field(i).Name
		taken := node.FieldByName(name)
		if !older.Type().Field(i).IsExported() || !taken.IsValid() {
			continue // IsLatestVersion: the console's own list does without
		}
		given := older.Field(i)
		if text := reflect.Indirect(given); text.Kind() == reflect.String && given.Kind() == reflect.String {
			if reflect.Indirect(taken).String() != text.String() {
				t.Errorf("%s is %v, want %v", name, reflect.Indirect(taken), text)
			}
		} else if taken.Interface() != given.Interface() {
			t.Errorf("%s is not taken over", name)
		}
	}
}
