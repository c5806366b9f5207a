// moto holds the answers of the built server part against what boto3 put into moto, an AWS that nobody of this project wrote.
// put.py puts it there, and says what moto can't do; main.ts runs both.
//
//	go run ./truth/moto -executable dist/datasource/gpx_onepane_ssm_linux_amd64 -url http://127.0.0.1:5000 -put put.json
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/hashicorp/go-hclog"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

// patience bounds how long an answer may take to be right: a reading that failed at first is tried again.
const patience = 30 * time.Second

// put is what put.py did.
type put struct {
	Account, Region string
	Answers         []answer
	// NotDone are the actions that moto has no answer to, or none like AWS's; Learned those of them that it answers.
	NotDone, Learned []string
}

// answer is what a question must be answered with.
type answer struct {
	Query map[string]any
	Rows  []map[string]any // by column; all have the same
}

func main() {
	log.SetFlags(0)
	executable := flag.String("executable", "", "path of the built server part")
	url := flag.String("url", "", "address of moto")
	file := flag.String("put", "", "file with what put.py printed")
	flag.Parse()
	raw, err := os.ReadFile(*file)
	if err != nil {
		log.Fatal(err)
	}
	var known put
	if err := json.Unmarshal(raw, &known); err != nil {
		log.Fatalf("%s: %v", *file, err)
	}
	process, err := pluginprocess.Start(pluginprocess.Options{Executable: *executable, Logs: new(strings.Builder), LogLevel: hclog.Error})
	if err != nil {
		log.Fatal(err)
	}
	failed := known.check(serverpart.For(process, known.dataSource(*url)))
	process.Stop()
	if failed > 0 {
		os.Exit(1)
	}
}

// dataSource has an endpoint for each service, as who reads AWS through VPC endpoints does.
func (p put) dataSource(url string) backend.DataSourceInstanceSettings {
	settings, err := json.Marshal(map[string]any{
		"authType": "keys", "defaultRegion": p.Region, "undocumentedRate": 100, "rateShare": 1,
		"accounts":  []any{map[string]any{"id": p.Account, "name": "moto"}},
		"endpoints": map[string]string{"ssm": url, "ec2": url, "sts": url, "tagging": url, "cloudwatch": url},
	})
	if err != nil {
		panic(err) // of strings and numbers
	}
	return backend.DataSourceInstanceSettings{
		ID: 1, UID: "moto", Name: "moto", JSONData: settings, Updated: time.Now(),
		DecryptedSecureJSONData: map[string]string{"accessKey": "testing", "secretKey": "testing"},
	}
}

// check says a line for each thing that is compared, and gives how many are wrong.
func (p put) check(source serverpart.DataSource) (failed int) {
	passed := 0
	say := func(name string, err error) {
		if err != nil {
			failed++
			fmt.Printf("FAIL %s: %v\n", name, err)
			return
		}
		passed++
		fmt.Printf("ok   %s\n", name)
	}
	for _, a := range p.Answers {
		say(fmt.Sprintf("%v: %d rows", a.Query["resource"], len(a.Rows)), a.compare(source))
	}
	say("everything that is read is compared, or known not to be done by moto", p.leftOut())
	say(fmt.Sprintf("moto does none of the %d operations that are known not to be done", len(p.NotDone)), p.learned())
	say("Save & test knows the account, and names the operation that moto lacks", p.health(source))
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	return failed
}

// compare asks until the answer is right, or for long enough.
func (a answer) compare(source serverpart.DataSource) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	query := maps.Clone(a.Query)
	columns := slices.Sorted(maps.Keys(a.Rows[0]))
	query["columns"] = columns
	want := lines(columns, len(a.Rows), func(row int, column string) any { return a.Rows[row][column] })
	var wrong error
	for {
		frame, err := source.Ask(ctx, query)
		if ctx.Err() != nil && wrong != nil {
			return wrong
		}
		if err == nil {
			got := lines(columns, frame.Rows(), func(row int, column string) any {
				field, _ := frame.FieldByName(column)
				value, _ := field.ConcreteAt(row)
				return value
			})
			if slices.Equal(got, want) {
				return nil
			}
			err = fmt.Errorf("answered with %q, put were %q", got, want)
		}
		if partial, _ := a.Query["partial"].(bool); !partial || ctx.Err() != nil {
			return err
		}
		wrong = err
		time.Sleep(500 * time.Millisecond)
	}
}

// lines writes rows in an order of their own.
func lines(columns []string, rows int, value func(row int, column string) any) []string {
	all := make([]string, rows)
	for row := range rows {
		cells := make([]string, len(columns))
		for i, column := range columns {
			if v := value(row, column); v != nil {
				cells[i] = fmt.Sprint(v)
			}
		}
		all[row] = strings.Join(cells, "|")
	}
	slices.Sort(all)
	return all
}

// leftOut names what the server part reads, and is neither compared nor known not to be done.
func (p put) leftOut() error {
	known := append(p.NotDone, "ec2:DescribeInstances") // a row of targets
	for _, a := range p.Answers {
		for _, r := range fleet.Resources() {
			if r.Name == a.Query["resource"] {
				for _, operation := range schema.Operations(r.Sources) {
					known = append(known, operation.Action())
				}
			}
		}
	}
	var missing []string
	for _, needed := range fleet.Permissions() {
		if !slices.Contains(known, needed.Action) {
			missing = append(missing, needed.Action)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s: have put.py put something there, or add it to NOT_DONE", strings.Join(missing, ", "))
	}
	return nil
}

func (p put) learned() error {
	if len(p.Learned) > 0 {
		return fmt.Errorf("it answers %s: take it out of NOT_DONE in put.py, and compare it", strings.Join(p.Learned, ", "))
	}
	return nil
}

// health holds "Save & test" against what moto is: there is an account, and nothing of it tells its nodes.
func (p put) health(source serverpart.DataSource) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	result, err := source.Health(ctx)
	if err != nil {
		return err
	}
	said := result.Message + " " + string(result.JSONDetails)
	for _, words := range []string{"No account answers", p.Account, "ssm:DescribeInstanceProperties"} {
		if !strings.Contains(said, words) {
			err = errors.Join(err, fmt.Errorf("it doesn't say %q: %s", words, said))
		}
	}
	return err
}
