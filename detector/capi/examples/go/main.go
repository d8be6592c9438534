// A small crawler with Calque inside: follows the links of one site and prints a line for every
// page, with the words that give a rewrite away.
//
//	go run . https://example.org/
package main

import (
	"fmt"
	"html"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"

	"example.org/crawler/calque"
)

const (
	maxPages = 100
	maxBytes = 4 << 20
)

var (
	invisible = regexp.MustCompile(`(?is)<(script|style|head)\b.*?</(script|style|head)>`)
	blocks    = regexp.MustCompile(`(?i)</?(p|div|h[1-6]|li|br|article)\b[^>]*>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	links     = regexp.MustCompile(`(?i)<a\s[^>]*href="([^"#]+)`)
)

// visibleText is crude on purpose; a real crawler has an extractor of its own.
func visibleText(page string) string {
	page = invisible.ReplaceAllString(page, "")
	page = blocks.ReplaceAllString(page, "\n\n")
	return html.UnescapeString(tags.ReplaceAllString(page, ""))
}

func fetch(address string) (string, error) {
	response, err := http.Get(address)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", address, response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBytes))
	return string(body), err
}

func linksOf(page string, base *url.URL) []string {
	var found []string
	for _, match := range links.FindAllStringSubmatch(page, -1) {
		link, err := base.Parse(html.UnescapeString(match[1]))
		if err == nil && link.Host == base.Host {
			found = append(found, link.String())
		}
	}
	return found
}

// crawl visits the site breadth first and hands every page's text and report to visit.
func crawl(start string, detector *calque.Detector,
	visit func(address, text string, report calque.Report)) error {
	base, err := url.Parse(start)
	if err != nil {
		return err
	}
	queue, seen := []string{start}, map[string]bool{start: true}
	for len(queue) > 0 && len(seen) <= maxPages {
		address := queue[0]
		queue = queue[1:]
		page, err := fetch(address)
		if err != nil {
			log.Print(err)
			continue
		}
		text := visibleText(page)
		report, err := detector.Analyze([]byte(text))
		if err != nil {
			return err
		}
		visit(address, text, report)
		for _, link := range linksOf(page, base) {
			if !seen[link] {
				seen[link] = true
				queue = append(queue, link)
			}
		}
	}
	return nil
}

func describe(address, text string, report calque.Report) string {
	var line strings.Builder
	fmt.Fprintf(&line, "%s %.4f %s", report.Verdict, report.Probability, address)
	for _, hit := range report.Hits {
		fmt.Fprintf(&line, " [%s -> %s]", text[hit.Begin:hit.End], hit.Original)
	}
	return line.String()
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: crawler URL")
	}
	detector, err := calque.Open("")
	if err != nil {
		log.Fatal(err)
	}
	err = crawl(os.Args[1], detector, func(address, text string, report calque.Report) {
		fmt.Println(describe(address, text, report))
	})
	if err != nil {
		log.Fatal(err)
	}
}
