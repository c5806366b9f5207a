//go:build mage

package main

import (
	"github.com/grafana/grafana-plugin-sdk-go/build"
	"github.com/magefile/mage/mg"
)

// BuildAll builds the data source's executable, static, for every platform that a release has, into dist/datasource:
// go tool mage buildAll.
func BuildAll() {
	b := build.Build{}
	mg.Deps(b.Linux, b.LinuxARM64, b.DarwinARM64, b.Windows, b.GenerateManifestFile)
}

// Default is what mage does when it is told nothing.
var Default = BuildAll
