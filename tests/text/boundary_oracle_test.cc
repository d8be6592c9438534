// The scanner against Boost.Locale's boundary analysis (UAX #29 as ICU does it) over prose. They
// agree on every boundary but for the differences listed here, which are deliberate.
//
// Boundaries of ours that the oracle lacks:
//   possessive  "Dong|'s"                  contraction kept by the oracle
//   dotted      "jane|.|doe", "end|.|Then" letters around a period are one word to the oracle
// Boundaries of the oracle inside a token of ours:
//   acronym     "U.S|."                    the last period belongs to the word
//   ampersand   "AT|&|T"
//   number      "10|:|30"
//   address     "https|:|/|/|example.com"
//   run         "-|-", "'|'"               marks that are read as one
#include <gtest/gtest.h>

#include <boost/locale.hpp>
#include <fstream>
#include <iterator>
#include <locale>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/text/segmenter.h"

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::text {
namespace {

namespace boundary = boost::locale::boundary;

const std::locale& EnglishLocale() {
  static const std::locale locale = boost::locale::generator()("en_US.UTF-8");
  return locale;
}

constexpr std::string_view kDifficult =
    "Mr. Dong's \xE2\x80\x9Cplan\xE2\x80\x9D cost $1,494.50 (up 3.5%) in 2021 \xE2\x80\x93 or so. "
    "The "
    "U.S. Senate met at 10:30 a.m. on the 21st; AT&T didn't. Well\xE2\x80\xA6 caf\xC3\xA9 "
    "owners\xE2"
    "\x80\x94the Trudeaus\xE2\x80\x94weren\xE2\x80\x99t amused -- not at all. J.K. Rowling wrote "
    "to "
    "jane.doe@example.org, see https://example.org/a?b=c. E-mail is twenty-one; the dogs' bowls "
    "weren't.Then {that a} 31-page opinion, B2B, o'clock, ``quoted'' and \xD0\x9C\xD0\xBE\xD1\x81"
    "\xD0\xBA\xD0\xB2\xD0\xB0 na\xC3\xAFve nai\xCC\x88ve.\n";

struct Prose {
  std::string name;
  std::string text;
};

// The honest sample articles and a paragraph of difficult words.
std::vector<Prose> Samples() {
  std::vector<Prose> samples;
  for (const char* name : {"court", "economy", "health", "politics", "science", "sport"}) {
    const std::string file = std::string("honest-") + name + ".txt";
    std::ifstream in(std::string(CALQUE_SOURCE_DIR) + "/corpora/samples/" + file, std::ios::binary);
    samples.push_back({file, {std::istreambuf_iterator<char>(in), {}}});
  }
  samples.push_back({"difficult words", std::string(kDifficult)});
  return samples;
}

struct Segment {
  std::size_t begin;
  std::size_t end;
  bool word;  // has letters or digits
};

std::vector<Segment> OracleSegments(const std::string& text, boundary::boundary_type type) {
  const boundary::ssegment_index index(type, text.begin(), text.end(), EnglishLocale());
  std::vector<Segment> segments;
  for (const auto& segment : index) {
    segments.push_back({static_cast<std::size_t>(segment.begin() - text.begin()),
                        static_cast<std::size_t>(segment.end() - text.begin()),
                        (segment.rule() & boundary::word_any) != 0});
  }
  return segments;
}

std::set<std::size_t> Starts(const std::vector<Segment>& segments) {
  std::set<std::size_t> starts;
  for (const Segment& segment : segments) starts.insert(segment.begin);
  return starts;
}

bool IsPossessive(std::string_view quote) {
  return quote == "'s" || quote == "'S" || quote == "\xE2\x80\x99s";
}

// Why the oracle may part `quote` at `at`, a token of ours; empty when it may not.
std::string ReasonInside(const SegmentedText& block, const Token& token, std::size_t at) {
  const std::string_view quote = block.Text(token);
  if (token.kind == TokenKind::kUrl) return "address";
  if (quote.find_first_not_of(quote[0]) == std::string_view::npos) return "run";
  const char next = quote[at - token.begin];
  if (token.kind == TokenKind::kNumber && (next == ':' || quote[at - token.begin - 1] == ':')) {
    return "number";
  }
  if (quote.find('&') != std::string_view::npos) return "ampersand";
  if (quote.ends_with('.') && at + 1 == token.end) return "acronym";
  return IsPossessive(quote) ? "possessive" : "";
}

// Why a token of ours may begin at `at` within the oracle's `segment`.
std::string ReasonWithin(const SegmentedText& block, const Token& token, std::string_view segment) {
  if (IsPossessive(block.Text(token))) return "possessive";
  return segment.find('.') != std::string_view::npos ? "dotted" : "";
}

TEST(BoundaryOracleTest, SamplesAreThere) {
  for (const Prose& sample : Samples()) EXPECT_GT(sample.text.size(), 400u) << sample.name;
}

TEST(BoundaryOracleTest, OurTokensEndWhereTheOraclesDo) {
  std::multiset<std::string> reasons;
  for (const Prose& sample : Samples()) {
    const SegmentedText block = SegmentAll(sample.text);
    const std::set<std::size_t> oracle = Starts(OracleSegments(sample.text, boundary::word));
    for (const Token& token : block.tokens) {
      for (auto at = oracle.upper_bound(token.begin); at != oracle.end() && *at < token.end; ++at) {
        const std::string reason = ReasonInside(block, token, *at);
        EXPECT_NE(reason, "") << sample.name << ": the oracle parts " << block.Text(token);
        reasons.insert(reason);
      }
    }
  }
  for (const char* reason : {"acronym", "ampersand", "number", "address", "run"}) {
    EXPECT_GT(reasons.count(reason), 0u) << reason << " occurs nowhere: strike it from the list";
  }
}

TEST(BoundaryOracleTest, TheOraclesWordsAreTokensOfOurs) {
  std::multiset<std::string> reasons;
  for (const Prose& sample : Samples()) {
    const SegmentedText block = SegmentAll(sample.text);
    std::size_t next = 0;
    for (const Segment& segment : OracleSegments(sample.text, boundary::word)) {
      if (!segment.word) continue;
      const std::string_view word =
          std::string_view(sample.text).substr(segment.begin, segment.end - segment.begin);
      while (next < block.tokens.size() && block.tokens[next].end <= segment.begin) ++next;
      ASSERT_LT(next, block.tokens.size()) << sample.name << ": no token for " << word;
      EXPECT_LE(block.tokens[next].begin, segment.begin) << sample.name << ": " << word;
      for (; block.tokens[next].end < segment.end; ++next) {
        const std::string reason = ReasonWithin(block, block.tokens[next + 1], word);
        EXPECT_NE(reason, "") << sample.name << ": we part " << word;
        reasons.insert(reason);
      }
    }
  }
  for (const char* reason : {"possessive", "dotted"}) {
    EXPECT_GT(reasons.count(reason), 0u) << reason << " occurs nowhere: strike it from the list";
  }
}

// In the articles alone, without the difficult paragraph, nearly all is plain agreement.
TEST(BoundaryOracleTest, OrdinaryProseAgreesNearlyEverywhere) {
  std::size_t words = 0;
  std::size_t same = 0;
  for (const Prose& sample : Samples()) {
    if (!sample.name.starts_with("honest")) continue;
    std::set<std::pair<std::size_t, std::size_t>> ours;
    for (const Token& token : SegmentAll(sample.text).tokens) ours.insert({token.begin, token.end});
    for (const Segment& segment : OracleSegments(sample.text, boundary::word)) {
      if (!segment.word) continue;
      ++words;
      same += ours.count({segment.begin, segment.end});
    }
  }
  EXPECT_GT(words, 1500u);
  EXPECT_GE(same * 100, words * 98) << same << " of " << words;
}

// The oracle parts sentences after "Dr.", we do not; apart from that the articles have no
// abbreviations, and there must be no other difference.
TEST(BoundaryOracleTest, SentencesBeginWhereTheOraclesDo) {
  std::size_t sentences = 0;
  for (const Prose& sample : Samples()) {
    if (!sample.name.starts_with("honest")) continue;
    const SegmentedText block = SegmentAll(sample.text);
    std::set<std::size_t> ours;
    for (const Sentence& sentence : block.sentences)
      ours.insert(block.tokens[sentence.begin].begin);
    const std::set<std::size_t> oracle = Starts(OracleSegments(sample.text, boundary::sentence));
    const std::string_view text(sample.text);
    for (const std::size_t at : oracle) {
      const bool title = at >= 4 && text.substr(at - 4, 4) == "Dr. ";
      EXPECT_EQ(ours.count(at), title ? 0u : 1u)
          << sample.name << ": only the oracle begins a sentence at: " << text.substr(at, 40);
    }
    for (const std::size_t at : ours) {
      EXPECT_EQ(oracle.count(at), 1u)
          << sample.name << ": only we begin a sentence at: " << text.substr(at, 40);
    }
    sentences += ours.size();
  }
  EXPECT_GT(sentences, 100u);
}

}  // namespace
}  // namespace calque::text
