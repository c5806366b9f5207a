package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// dashboardLink is an entry of the navigation.
type dashboardLink struct {
	UID   string `json:"uid"`
	Title string `json:"title"`
	Path  string `json:"path"`
}

// readDashboards reads the bundled dashboards and the provisioned ones anew each time, so that a rebuilt one shows at the next load.
func (s *server) readDashboards() ([]map[string]any, error) {
	var paths []string
	for _, folder := range append([]string{s.Dashboards}, s.Provisioned.Dashboards...) {
		found, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil {
			return nil, err
		}
		paths = append(paths, found...)
	}
	dashboards := make([]map[string]any, 0, len(paths))
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var dashboard map[string]any
		if err := json.Unmarshal(text, &dashboard); err != nil {
			return nil, fmt.Errorf("dashboard %s: %w", filepath.Base(path), err)
		}
		dashboards = append(dashboards, dashboard)
	}
	return dashboards, nil
}

func (s *server) dashboardLinks() ([]dashboardLink, error) {
	dashboards, err := s.readDashboards()
	if err != nil {
		return nil, err
	}
	links := make([]dashboardLink, 0, len(dashboards))
	for _, d := range dashboards {
		uid, title := fmt.Sprint(d["uid"]), fmt.Sprint(d["title"])
		links = append(links, dashboardLink{UID: uid, Title: title, Path: dashboardPath(uid, title)})
	}
	return links, nil
}

func (s *server) dashboard(w http.ResponseWriter, r *http.Request) {
	dashboards, err := s.readDashboards()
	if err != nil {
		writeError(w, http.StatusInternalServerError, err.Error())
		return
	}
	uid := r.PathValue("uid")
	for _, d := range dashboards {
		if d["uid"] != uid {
			continue
		}
		title := fmt.Sprint(d["title"])
		writeJSON(w, http.StatusOK, map[string]any{
			"dashboard": d,
			"meta": map[string]any{
				"type": "db", "slug": slug(title), "url": dashboardPath(uid, title), "version": 1,
				"canSave": false, "canEdit": false, "canAdmin": false, "canStar": false, "canDelete": false,
				"isFolder": false, "folderUid": "", "folderTitle": "", "provisioned": false,
			},
		})
		return
	}
	writeError(w, http.StatusNotFound, "Dashboard not found")
}

func dashboardPath(uid, title string) string {
	return "/d/" + url.PathEscape(uid) + "/" + slug(title)
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

func slug(title string) string {
	return strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(title), "-"), "-")
}
