package fleet

import "testing"

func TestNodeIDs(t *testing.T) {
	for id, want := range map[string]struct{ node, instance bool }{
		"i-0123abcd":           {true, true},
		"i-0123456789abcdef0":  {true, true},
		"mi-0123456789abcdef0": {true, false},
		"i-0123456789abcdef":   {false, true}, // 16 digits
		"i-0123456789ABCDEF0":  {false, true},
		"mi-0123abcd":          {false, false}, // hybrid nodes never had short ids
		"eks_c:cluster_0123":   {false, false},
		"xi-0123abcd":          {false, false},
		" i-0123abcd":          {false, false},
		"i-0123abcd\n":         {false, true},
		"i-":                   {false, false},
		"i":                    {false, false},
		"":                     {false, false},
	} {
		if isNodeID(id) != want.node || isInstanceID(id) != want.instance {
			t.Errorf("%q: node %v, instance %v", id, isNodeID(id), isInstanceID(id))
		}
	}
}
