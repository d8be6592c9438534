package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"example.org/crawler/calque"
)

func open(t *testing.T) *calque.Detector {
	t.Helper()
	detector, err := calque.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return detector
}

func sample(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../../corpora/samples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A real crawl of a site of three pages, one of them missing.
func TestCrawl(t *testing.T) {
	pages := map[string]string{
		"/":        `<p>News</p><a href="/spun">one</a> <a href="/honest">two</a> <a href="/gone">three</a>`,
		"/spun":    "<head><title>x</title></head><p>" + sample(t, "light-sport.txt") + `</p><a href="/">home</a>`,
		"/honest":  "<p>" + sample(t, "honest-sport.txt") + "</p>",
		"/private": "<p>nobody links here</p>",
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, found := pages[r.URL.Path]
		if !found {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, page)
	}))
	defer site.Close()

	lines := map[string]string{}
	err := crawl(site.URL+"/", open(t), func(address, text string, report calque.Report) {
		lines[strings.TrimPrefix(address, site.URL)] = describe(address, text, report)
	})
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]string{"/": "insufficient", "/spun": "artifact", "/honest": "clean"}
	for path, verdict := range expected {
		if !strings.HasPrefix(lines[path], verdict+" ") {
			t.Errorf("%s: want %s, got %q", path, verdict, lines[path])
		}
	}
	if len(lines) != len(expected) {
		t.Errorf("visited %d pages, want %d", len(lines), len(expected))
	}
	if !strings.Contains(lines["/spun"], "[misplaced -> lost]") {
		t.Errorf("no hit quoted: %q", lines["/spun"])
	}
}

// One detector, many goroutines, the same answers.
func TestGoroutinesShareADetector(t *testing.T) {
	detector := open(t)
	text := []byte(sample(t, "light-sport.txt"))
	want, err := detector.Analyze(text)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < 20; j++ {
				got, err := detector.Analyze(text)
				if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("another answer: %v, %v", got, err)
				}
			}
		}()
	}
	group.Wait()
}

func TestAnyBytesAndErrors(t *testing.T) {
	for _, text := range [][]byte{nil, {}, {0}, {0xff, 0xfe}, []byte("a\x00b")} {
		report, err := open(t).Analyze(text)
		if err != nil || report.Verdict != calque.Insufficient {
			t.Errorf("%q: %v, %v", text, report, err)
		}
	}
	if _, err := calque.Open("/nowhere.pack"); err == nil || !strings.Contains(err.Error(), "/nowhere.pack") {
		t.Errorf("want an error that names the file, got %v", err)
	}
}
