package main

import (
	"os"
	"strings"
	"testing"
)

func TestExitCode(t *testing.T) {
	for _, test := range []struct {
		name string
		code int
		said string
		want int
	}{
		{"a test failed", 1, "--- FAIL: TestOrder (0.00s)\nFAIL\tone/pkg/fleet\t0.1s\n", 1},
		{"a mutant couldn't be built", 1, "FAIL\tone/pkg/fleet [build failed]\n", 2},
		{"a package couldn't be read", 1, "FAIL\tone/pkg/fleet [setup failed]\n", 2},
		{"the go command couldn't read its flags", 2, "", 2},
	} {
		if got := exitCode(test.code, test.said); got != test.want {
			t.Errorf("%s: ended with %d, want %d", test.name, got, test.want)
		}
	}
}

func TestBounded(t *testing.T) {
	for _, test := range []struct{ name, given, want string }{
		{"longer than the longest", "test -timeout 1h38m35.7s -failfast pkg", "test -timeout 5m0s -failfast pkg"},
		{"short enough", "test -timeout 42s pkg", "test -timeout 42s pkg"},
		{"no timeout", "mod download", "mod download"},
		{"none behind its name", "test -timeout", "test -timeout"},
	} {
		if got := strings.Join(bounded(strings.Fields(test.given)), " "); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCoverEverything(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"go.mod": "module one\n\ngo 1.26\n", "pkg/fleet/bounds.go": "package fleet\n", "pkg/fleet/notes.md": ""} {
		write(t, name, text)
	}
	if err := coverEverything([]string{"test", "-cover", "-coverprofile", "coverage", "./pkg/fleet/..."}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("coverage")
	if want := "mode: set\none/pkg/fleet/bounds.go:1.1,1000000.1 1 1\n"; err != nil || string(got) != want {
		t.Errorf("covered %q (%v), want %q", got, err, want)
	}
}

func TestCoverEverythingOnlyWhereAsked(t *testing.T) {
	if err := coverEverything([]string{"test", "./pkg/fleet"}); err != nil {
		t.Error(err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll("pkg/fleet", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
