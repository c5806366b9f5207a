package statuses

// AlarmUnknown is where CloudWatch says nothing of an alarm's state that can be told.
const AlarmUnknown = "Unknown"

// AlarmState is the state of a CloudWatch alarm.
var AlarmState = &Set{Name: "alarmState", Members: []Member{
	{Value: "ALARM", Label: "In alarm", Look: bad},
	{Value: AlarmUnknown, Label: "Unknown", Look: unknown},
	{Value: "INSUFFICIENT_DATA", Label: "Insufficient data", Short: "No data", Look: never},
	{Value: "OK", Label: "OK", Look: good},
}}
