package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsGeneratedFollowsFromTheDeclarations(t *testing.T) {
	const root = "../.."
	for _, o := range outputs {
		t.Run(o.path+" "+o.part, func(t *testing.T) {
			want, err := o.content(root)
			require.NoError(t, err)
			got, err := os.ReadFile(filepath.Join(root, o.path))
			require.NoError(t, err)
			require.True(t, want == string(got), "it is not what the declarations say: run go generate ./pkg/fleet")
		})
	}
}
