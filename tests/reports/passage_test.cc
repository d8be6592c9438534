// Sentences with hits, in order, each hit once.
#include "detector/reports/passage.h"

#include <gtest/gtest.h>

#include <string>

namespace calque::reports {
namespace {

struct Case {
  const char* name;
  std::string_view text;
  std::vector<Span> sentences;
  std::vector<Span> hits;
  const char* want;  // "line:begin-end*hits" of each passage
};

std::string Found(const Case& c) {
  Report report;
  for (const Span span : c.sentences) report.sentences.push_back({span, 0, 0, {}, {}});
  for (const Span span : c.hits) report.hits.push_back({span, {}, "", {}, {}, 0, {}});
  std::string found;
  std::size_t next_hit = 0;
  for (const Passage& passage : FindPassages(report, c.text)) {
    EXPECT_EQ(passage.first_hit, next_hit) << c.name;
    next_hit += passage.hits;
    found += std::to_string(passage.line) + ":" + std::to_string(passage.span.begin) + "-" +
             std::to_string(passage.span.end) + "*" + std::to_string(passage.hits) + " ";
  }
  EXPECT_EQ(next_hit, c.hits.size()) << c.name;
  return found;
}

TEST(PassageTest, FindsSentencesWithHits) {
  const Case cases[] = {
      {"nothing", "", {}, {}, ""},
      {"no hits", "Aa bb.", {{0, 6}}, {}, ""},
      {"second sentence on line two", "Aa.\nBb cc.", {{0, 4}, {4, 10}}, {{7, 9}}, "2:4-10*1 "},
      {"two hits in one", "Aa bb cc.", {{0, 9}}, {{0, 2}, {6, 8}}, "1:0-9*2 "},
      {"white space before is left out", "Aa.\n\n Bb.", {{0, 3}, {3, 9}}, {{6, 8}}, "3:6-9*1 "},
      {"hit across two sentences", "Aa. Bb.", {{0, 3}, {3, 7}}, {{1, 6}}, "1:0-6*1 "},
      {"next hit in the rest of a taken sentence",
       "Aa. Bb cc.",
       {{0, 3}, {3, 10}},
       {{1, 6}, {7, 9}},
       "1:0-6*1 1:7-10*1 "},
      {"no sentences at all", "Aa bb", {}, {{3, 5}}, "1:3-5*1 "},
      {"hit before the first sentence", "Aa bb", {{3, 5}}, {{0, 2}}, "1:0-2*1 "},
      {"spans of another text", "Aa", {{0, 50}}, {{1, 90}, {95, 99}}, "1:0-2*1 1:2-2*1 "},
  };
  for (const Case& c : cases) EXPECT_EQ(Found(c), c.want) << c.name;
}

}  // namespace
}  // namespace calque::reports
