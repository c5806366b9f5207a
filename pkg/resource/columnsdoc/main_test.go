package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPageIsInSync(t *testing.T) {
	want, err := render()
	require.NoError(t, err)
	got, err := os.ReadFile("../../../" + page)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "run go generate ./pkg/resource")
}
