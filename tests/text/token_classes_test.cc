// Every token's classes against what its own text, kind and flags say, and every way to go
// through them against a loop over all.
#include "detector/text/token_classes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "detector/text/segmenter.h"

namespace calque::text {
namespace {

// The obvious way.
unsigned ClassesOf(const SegmentedText& block, std::size_t i) {
  static const std::set<TokenKey> signs = {HashToken(","), HashToken("{"), HashToken("\""),
                                           HashToken("'"), HashToken("*"), HashToken("_"),
                                           HashToken("`")};
  static const std::set<TokenKey> articles = {HashToken("a"), HashToken("an"), HashToken("the")};
  const Token& token = block.tokens[i];
  const bool word = token.kind == TokenKind::kWord;
  unsigned classes = 0;
  if (word) classes |= kAnyWord;
  if (token.kind == TokenKind::kNumber) classes |= kAnyNumber;
  if (word && (token.flags & kCapitalised) != 0) classes |= kCapitalWord;
  if (word && (token.flags & kAllCaps) != 0) classes |= kCapsWord;
  if ((token.flags & kNonAscii) != 0) classes |= kBeyondAscii;
  if (signs.contains(block.keys[i])) classes |= kSignToken;
  if (articles.contains(block.keys[i])) classes |= kArticle;
  if (i + 1 < block.keys.size() && block.keys[i] == block.keys[i + 1]) classes |= kRepeated;
  return classes;
}

// `words` random ones of a few that are of every class.
std::string RandomText(std::size_t words, std::mt19937_64* random) {
  static const std::vector<std::string> tokens = [] {
    std::istringstream all(
        "the the a An THE house House NATO don't U.S. caf\xC3\xA9 \xD0\x94\xD0\xBE\xD0\xBC 12 "
        "1,494 "
        "www.example.org , { } \" 's * _ ` - ? .");
    return std::vector<std::string>(std::istream_iterator<std::string>(all), {});
  }();
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    text += tokens[(*random)() % tokens.size()];
    text += ' ';
  }
  return text;
}

TEST(TokenClassesTest, AsTokensSayThemselves) {
  std::mt19937_64 random(20);
  for (std::size_t words = 0; words < 400; ++words) {
    const std::string text = RandomText(words, &random);
    const SegmentedText block = SegmentAll(text);
    for (std::size_t i = 0; i < block.tokens.size(); ++i) {
      ASSERT_EQ(block.classes[i], ClassesOf(block, i)) << i << " of " << text;
    }
  }
}

TEST(TokenClassesTest, EachOnceAndInOrder) {
  std::mt19937_64 random(21);
  for (int round = 0; round < 500; ++round) {
    const SegmentedText block = SegmentAll(RandomText(80, &random));
    const auto size = static_cast<std::uint32_t>(block.tokens.size());
    const auto begin = static_cast<std::uint32_t>(random() % (size + 1));
    const auto end = begin + static_cast<std::uint32_t>(random() % (size + 1 - begin));
    const auto wanted = static_cast<unsigned>(random() % 256);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = begin; i < end; ++i) {
      if ((block.classes[i] & wanted) != 0) expected.push_back(i);
    }
    std::vector<std::uint32_t> found;
    block.classes.ForEach(wanted, begin, end, [&](std::uint32_t i) { found.push_back(i); });
    ASSERT_EQ(found, expected) << wanted << " in [" << begin << ", " << end << ")";
  }
}

}  // namespace
}  // namespace calque::text
