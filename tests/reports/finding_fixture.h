// A small report over a text with two lines, characters of every width and quotes, for
// the writers that list findings.
#ifndef CALQUE_TESTS_REPORTS_FINDING_FIXTURE_H_
#define CALQUE_TESTS_REPORTS_FINDING_FIXTURE_H_

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include "calque/report.h"
#include "detector/reports/record.h"

namespace calque::reports {

// 4 code points before the line feed (5 UTF-16 units), then the first hit.
inline constexpr std::string_view kTwoLines =
    "\xF0\x9F\x98\x80 \xC3\xA9\"\nThe \"consul normal\" mentioned de.";

// The source of which only id and path are known.
inline RecordSource Named(std::string_view id, std::string_view path) {
  RecordSource source;
  source.id = id;
  source.path = path;
  return source;
}

inline Span SpanOf(std::string_view text, std::string_view words) {
  const std::size_t begin = text.find(words);
  return {begin, begin + words.size()};
}

inline Report TwoLineReport() {
  Report report;
  report.verdict = Verdict::kArtifact;
  report.probability = 0.99914;
  report.words = 6;
  report.evidence.hits_per_1000 = 500;
  Hit name;
  name.span = SpanOf(kTwoLines, "consul normal");
  name.originals = {"consul general"};
  name.entry = "en/names/0042";
  name.family = Family::kName;
  name.strength = Strength::kStrong;
  name.gain = 5.25;
  name.finding = "1f3a56c09b2d";
  Hit verb = name;
  verb.span = SpanOf(kTwoLines, "mentioned");
  verb.originals = {"said", ""};
  verb.entry = "en/synonyms/0001";
  verb.family = Family::kSynonym;
  verb.strength = Strength::kMedium;
  verb.gain = 2;
  verb.finding = "2f3a56c09b2d";
  Hit leak = verb;
  leak.span = SpanOf(kTwoLines, "de");
  leak.originals = {};
  leak.entry = "pivot-leak/fr";
  leak.family = Family::kPivotLeak;
  leak.gain = 0;
  report.hits = {name, verb, leak};
  SentenceReport sentence;
  sentence.span = {0, kTwoLines.size()};
  sentence.probability = 0.9981;
  report.sentences = {sentence};
  return report;
}

// Hits anywhere in `text`, in order, with hostile names; some run past its end, as those
// of another text would.
inline Report HostileReport(std::string_view text, const std::string& name,
                            std::mt19937_64* random) {
  Report report = TwoLineReport();
  report.hits.clear();
  report.sentences.clear();
  std::size_t at = 0;
  while (at < text.size()) {
    Hit hit;
    hit.span = {at + (*random)() % 5, 0};
    hit.span.end = hit.span.begin + 1 + (*random)() % 9;
    hit.originals = {name, ""};
    hit.entry = name;
    hit.finding = name;
    hit.family = static_cast<Family>((*random)() % kFamilyCount);
    at = hit.span.end;
    report.hits.push_back(hit);
    SentenceReport sentence;
    sentence.span = hit.span;
    report.sentences.push_back(sentence);
  }
  return report;
}

}  // namespace calque::reports

#endif  // CALQUE_TESTS_REPORTS_FINDING_FIXTURE_H_
