// Capitals follow the artifact.
#include "detector/scoring/casing.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

struct Case {
  std::string_view artifact;
  std::string_view original;
  std::string_view expected;
};

constexpr Case kCases[] = {
    // As written.
    {"consul normal", "consul general", "consul general"},
    {"mentioned", "said", "said"},
    {"consul normal", "Global News", "Global News"},
    // The beginning of a sentence.
    {"Consul normal", "consul general", "Consul general"},
    {"Mentioned", "said", "Said"},
    {"Mentioned", "has said", "Has said"},
    {"In any other case", "otherwise", "Otherwise"},
    {"On the day", "at the same time", "At the same time"},
    // Titles.
    {"Consul Normal", "consul general", "Consul General"},
    {"Consul-Normal", "consul general", "Consul General"},
    {"Consul Normal", "consul-general", "Consul-General"},
    {"Home of Frequent", "house of commons", "House of Commons"},
    {"International Information", "global news", "Global News"},
    {"International Information", "the hill", "The Hill"},
    {"International Information", "BBC news", "BBC News"},
    // A title in one word is no more than a capital.
    {"Celebration", "political party", "Political party"},
    // Capitals throughout.
    {"CONSUL NORMAL", "consul general", "CONSUL GENERAL"},
    {"MENTIONED", "said", "SAID"},
    {"CONSUL NORMAL", "Global News", "GLOBAL NEWS"},
    // A single letter does not make capitals throughout.
    {"A", "one", "One"},
    {"I MENTIONED", "I said", "I SAID"},
    {"A mention", "one word", "One word"},
    // No letter first.
    {"{that a}", "that a", "that a"},
    {"12 normal", "twelve general", "twelve general"},
    {"- normal", "general", "general"},
    // Bytes outside ASCII are left alone.
    {"CONSUL", "caf\xC3\xA9", "CAF\xC3\xA9"},
    {"Consul", "\xC3\xA9tude", "\xC3\xA9tude"},
};

TEST(CasingTest, CaseTable) {
  for (const Case& c : kCases) {
    const text::SegmentedText block = text::SegmentAll(c.artifact);
    const auto end = static_cast<std::uint32_t>(block.tokens.size());
    EXPECT_EQ(InCaseOf(block, 0, end, c.original), c.expected) << c.artifact;
  }
}

TEST(CasingTest, LooksAtTheGivenTokensOnly) {
  const text::SegmentedText block = text::SegmentAll("THE Consul normal SPOKE");
  EXPECT_EQ(InCaseOf(block, 1, 3, "consul general"), "Consul general");
  EXPECT_EQ(InCaseOf(block, 2, 3, "general"), "general");
  EXPECT_EQ(InCaseOf(block, 3, 4, "said"), "SAID");
}

}  // namespace
}  // namespace calque::scoring
