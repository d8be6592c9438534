// A finding's name stays when the text around it changes, and only then.
#include "detector/scoring/finding_id.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

// The name of a hit on the only "consul normal" of a text.
std::string IdIn(std::string_view text, std::string_view entry = "en/names/0042") {
  const text::SegmentedText block = text::SegmentAll(text);
  for (const text::Sentence& sentence : block.sentences) {
    for (std::uint32_t i = sentence.begin; i + 1 < sentence.end; ++i) {
      if (block.keys[i] == text::HashToken("consul") &&
          block.keys[i + 1] == text::HashToken("normal")) {
        return FindingId(block, sentence, i, i + 2, entry);
      }
    }
  }
  ADD_FAILURE() << text;
  return "";
}

constexpr std::string_view kText = "Yesterday she met the consul normal of France in Paris.";

TEST(FindingIdTest, OutlivesEditsElsewhere) {
  for (const std::string_view edited : {
           "Today, she met the consul normal of France.",
           "A new first sentence. Yesterday she MET the Consul  Normal of France in Paris.",
           "He says they met, the \"consul normal\" of (France).",
       }) {
    EXPECT_EQ(IdIn(edited), IdIn(kText)) << edited;
  }
}

TEST(FindingIdTest, ChangesWithTheNeighboursAndTheEntry) {
  for (const std::string_view other : {
           "Yesterday she saw the consul normal of France in Paris.",
           "Yesterday she met a consul normal of France in Paris.",
           "Yesterday she met the consul normal in France.",
           "Yesterday she met the consul normal of Spain.",
           "Yesterday she met the consul normal.",
           "The consul normal of France.",
       }) {
    EXPECT_NE(IdIn(other), IdIn(kText)) << other;
  }
  EXPECT_NE(IdIn(kText, "en/names/0043"), IdIn(kText));
}

TEST(FindingIdTest, ASideWithoutWordsIsNotTheOtherSide) {
  EXPECT_NE(IdIn("the consul normal"), IdIn("consul normal the"));
  EXPECT_NE(IdIn("of the consul normal"), IdIn("the consul normal of"));
}

// Baseline files of users hold these.
TEST(FindingIdTest, ValuesAreStable) {
  EXPECT_EQ(IdIn(kText), "b5fe2e499cdb");
  EXPECT_EQ(IdIn("consul normal"), "b394d7c617d9");
}

}  // namespace
}  // namespace calque::scoring
