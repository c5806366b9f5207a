package awsapi

import (
	"context"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	smithytime "github.com/aws/smithy-go/time"
	"github.com/aws/smithy-go/traits"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// tolerant is a JSON protocol of the SDK's in which a value that can't be one costs itself, not the whole answer: it is left out,
// and named to who asked. An answer that has none of the operation's members isn't AWS's.
type tolerant struct{ smithyhttp.ClientProtocol }

// DeserializeResponse reads an answer as the SDK does.
func (p tolerant) DeserializeResponse(
	ctx context.Context, schema *smithy.OperationSchema, types *smithy.TypeRegistry, response *smithyhttp.Response, out smithy.Deserializable,
) error {
	reading := &tolerantAnswer{of: out, noted: notedOf(ctx)}
	err := p.ClientProtocol.DeserializeResponse(ctx, schema, types, response, reading)
	if err == nil && reading.known == 0 {
		return foreignf("it has nothing of what %s answers", schema.ID().Name)
	}
	return err
}

type tolerantAnswer struct {
	of    smithy.Deserializable
	noted *Noted
	known int // of the operation's members
}

func (a *tolerantAnswer) Deserialize(d smithy.ShapeDeserializer) error {
	return a.of.Deserialize(&tolerantReader{ShapeDeserializer: d, answer: a})
}

// tolerantReader reads numbers and times itself, and everything else as the SDK does.
type tolerantReader struct {
	smithy.ShapeDeserializer
	answer *tolerantAnswer
	member string // the one that is being read
}

// ReadStructMember also counts: an answer without any member of the operation's has nothing to say.
func (r *tolerantReader) ReadStructMember() (*smithy.Schema, error) {
	member, err := r.ShapeDeserializer.ReadStructMember()
	if member != nil {
		r.answer.known++
		r.member = member.MemberName()
	}
	return member, err
}

// ReadInt32 leaves out what is no number, or one that a count can't be.
func (r *tolerantReader) ReadInt32(s *smithy.Schema, v *int32) error {
	number, ok, err := r.number(s)
	if err != nil {
		return err
	}
	if !ok || number != math.Trunc(number) || number < math.MinInt32 || number > math.MaxInt32 {
		r.leaveOut()
		*v = notACount
		return nil
	}
	*v = int32(number)
	if *v < 0 && strings.HasSuffix(r.member, "Count") {
		// AWS has such counts itself, of old patch states: they are no value, either.
		r.leaveOut()
	}
	return nil
}

// ReadTime leaves out what is no time: 64 bits of nanoseconds, which the SDK makes of it, hold the years 1678 to 2262, and any
// other year would become one of these.
func (r *tolerantReader) ReadTime(s *smithy.Schema, v *time.Time) error {
	if format, ok := smithy.SchemaTrait[*traits.TimestampFormat](s); ok && format.Format != "epoch-seconds" {
		return r.ShapeDeserializer.ReadTime(s, v)
	}
	seconds, ok, err := r.number(s)
	if err != nil {
		return err
	}
	// NaN is within no bounds.
	if !ok || !(math.Abs(seconds) < longestTime.Seconds()) {
		r.leaveOut()
		return nil
	}
	*v = smithytime.ParseEpochSeconds(seconds)
	return nil
}

const longestTime = time.Duration(math.MaxInt64)

// number reads a number; ok is false for a text or another single value in its place, which is skipped by that.
func (r *tolerantReader) number(s *smithy.Schema) (number float64, ok bool, err error) {
	err = r.ReadFloat64(s, &number)
	var unparsed *strconv.NumError
	if errors.As(err, &unparsed) && strings.ContainsAny(unparsed.Num, "{[") {
		// What is inside would be taken for the members that follow.
		return 0, false, err
	}
	return number, err == nil, nil
}

func (r *tolerantReader) leaveOut() { r.answer.noted.leftOut(r.member) }

// notACount stands in a count for a value that can't be one, as -1 does in AWS's own answers.
const notACount = -1
