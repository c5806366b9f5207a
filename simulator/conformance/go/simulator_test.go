// Package conformance drives the simulator with the AWS SDK for Go, which shares no code with it.
package conformance

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

var simulatorURL string

// TestMain uses the simulator at SIMULATOR_URL, or starts one on a free port.
func TestMain(m *testing.M) {
	if simulatorURL = os.Getenv("SIMULATOR_URL"); simulatorURL != "" {
		os.Exit(m.Run())
	}
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, "node", "--import", "tsx", "simulator/main.ts", "--port", "0", "--nodes", "400")
	command.Dir = "../../.."
	command.Stderr = os.Stderr
	url, err := startAndReadURL(command)
	if err != nil {
		cancel()
		fmt.Fprintf(os.Stderr, "the simulator did not start (are npm's packages installed?): %v\n", err)
		os.Exit(1)
	}
	simulatorURL = url
	code := m.Run()
	cancel()
	_ = command.Wait()
	os.Exit(code)
}

func startAndReadURL(command *exec.Cmd) (string, error) {
	out, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", err
	}
	url := regexp.MustCompile(`http://\S+`).FindString(line)
	if url == "" {
		return "", fmt.Errorf("no address in %q", line)
	}
	return url, nil
}

const (
	baseKey    = "AKIAIOSFODNN7EXAMPLE"
	baseSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	region     = "eu-west-1"
)

// config signs with the given keys; a session token may be empty. No answer is retried, only a connection that the SDK itself
// has closed under one: https://github.com/aws/aws-sdk-go-v2/issues/2737.
func config(region, key, secret, token string) aws.Config {
	return aws.Config{
		Region:       region,
		BaseEndpoint: aws.String(simulatorURL),
		Credentials:  credentials.NewStaticCredentialsProvider(key, secret, token),
		Retryer: func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) {
				o.Retryables = []retry.IsErrorRetryable{retry.RetryableConnectionError{}}
			})
		},
	}
}

func baseConfig() aws.Config { return config(region, baseKey, baseSecret, "") }

type truth struct {
	Accounts []struct {
		ID         string `json:"id"`
		ReaderRole struct {
			ARN        string `json:"arn"`
			ExternalID string `json:"externalId"`
		} `json:"readerRole"`
	} `json:"accounts"`
	Machines           []machine    `json:"machines"`
	Documents          []document   `json:"documents"`
	PatchGroups        []patchGroup `json:"patchGroups"`
	MaintenanceWindows []named      `json:"maintenanceWindows"`
	Parameters         []named      `json:"parameters"`
}

// named is what has a name in its account and Region.
type named struct {
	Name    string `json:"name"`
	Account string `json:"account"`
	Region  string `json:"region"`
}

type patchGroup struct {
	PatchGroup string `json:"patchGroup"`
	Account    string `json:"account"`
	Region     string `json:"region"`
	BaselineID string `json:"baselineId"`
}

type document struct {
	Name    string            `json:"name"`
	Owner   string            `json:"owner"`
	Region  string            `json:"region"`
	Version string            `json:"version"`
	Tags    map[string]string `json:"tags"`
}

type machine struct {
	NodeID  string `json:"nodeId"`
	Managed bool   `json:"managed"`
	Kind    string `json:"kind"`
	Account string `json:"account"`
	Region  string `json:"region"`
	Power   struct {
		Running bool `json:"running"`
	} `json:"power"`
	Tags map[string]string `json:"tags"`
	SSM  *struct {
		Patch *struct {
			Counts map[string]int32 `json:"counts"`
		} `json:"patch"`
		Associations []struct {
			Status string `json:"status"`
		} `json:"associations"`
	} `json:"ssm"`
}

func readTruth(t *testing.T) truth {
	t.Helper()
	response, err := http.Get(simulatorURL + "/__truth")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var known truth
	if err := json.NewDecoder(response.Body).Decode(&known); err != nil {
		t.Fatal(err)
	}
	return known
}

// in picks the machines of an account and the tests' Region.
func (known truth) in(account string, holds func(machine) bool) []machine {
	var found []machine
	for _, m := range known.Machines {
		if m.Account == account && m.Region == region && holds(m) {
			found = append(found, m)
		}
	}
	return found
}

func managed(m machine) bool { return m.Managed }

func ids(machines []machine) []string {
	found := make([]string, 0, len(machines))
	for _, m := range machines {
		found = append(found, m.NodeID)
	}
	return found
}
