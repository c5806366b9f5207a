// Command go is the go command as gremlins needs it. GO_COMMAND is the go command itself.
//
// It ends with 2 where a mutant can't be built: `go test` ends with 1 whether a test failed or nothing could be built, and
// gremlins takes 1 for a test that noticed. A `+` between two strings that became a `-` would count as killed.
//
// The coverage that it writes is of every line: Go's own leaves out the conditions of `case` and what is declared outside of
// functions, and gremlins takes what isn't covered for untested and doesn't try it.
//
// A mutant's tests end after five minutes, and have failed then: gremlins gives them ten times what its first run took, which on a busy
// machine is hours for a loop that never ends.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	testFailed = 1
	notBuilt   = 2
)

const longest = 5 * time.Minute

func main() {
	args := bounded(os.Args[1:])
	var said bytes.Buffer
	command := exec.Command(os.Getenv("GO_COMMAND"), args...)
	command.Stdout = io.MultiWriter(os.Stdout, &said)
	command.Stderr = os.Stderr
	err := command.Run()
	if err == nil {
		err = coverEverything(args)
	}
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		os.Exit(exitCode(exit.ExitCode(), said.String()))
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(notBuilt)
	}
}

// bounded shortens a timeout that is longer than the longest: `test -timeout 1h38m0s ./pkg/fleet`.
func bounded(args []string) []string {
	i := slices.Index(args, "-timeout") + 1
	if i == 0 || i == len(args) {
		return args
	}
	if timeout, err := time.ParseDuration(args[i]); err != nil || timeout <= longest {
		return args
	}
	return slices.Concat(args[:i], []string{longest.String()}, args[i+1:])
}

func exitCode(code int, said string) int {
	if code == testFailed && (strings.Contains(said, "[build failed]") || strings.Contains(said, "[setup failed]")) {
		return notBuilt
	}
	return code
}

// coverEverything does so where the arguments ask for a profile: `test -coverprofile FILE ./pkg/fleet/...`.
func coverEverything(args []string) error {
	i := slices.Index(args, "-coverprofile")
	if i < 0 {
		return nil
	}
	module, err := moduleName()
	if err != nil {
		return err
	}
	profile := []byte("mode: set\n")
	root := strings.TrimSuffix(args[len(args)-1], "/...")
	err = filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".go" {
			profile = fmt.Appendf(profile, "%s/%s:1.1,1000000.1 1 1\n", module, filepath.ToSlash(filepath.Clean(path)))
		}
		return err
	})
	return errors.Join(err, os.WriteFile(args[i+1], profile, 0o644))
}

func moduleName() (string, error) {
	goMod, err := os.ReadFile("go.mod")
	first, _, _ := strings.Cut(string(goMod), "\n")
	return strings.TrimSpace(strings.TrimPrefix(first, "module ")), err
}
