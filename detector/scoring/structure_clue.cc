// Only keys are compared; a word is looked at again when its pattern stands.
#include "detector/scoring/structure_clue.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "detector/scoring/torn_number.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Sentence;
using text::Token;
using text::TokenKey;
using text::TokenKind;

constexpr const char* kCollapsedList = "structure/collapsed-list";
constexpr const char* kStrandedArticle = "structure/stranded-article";
constexpr const char* kTornNumber = "structure/torn-number";

// Short words are repeated for emphasis ("very, very").
constexpr std::uint32_t kMinListWord = 5;

template <std::size_t kSize>
constexpr std::array<TokenKey, kSize> KeysOf(const std::array<std::string_view, kSize>& words) {
  std::array<TokenKey, kSize> keys{};
  std::transform(words.begin(), words.end(), keys.begin(), text::HashToken);
  return keys;
}

template <std::size_t kSize>
bool Contains(const std::array<TokenKey, kSize>& keys, TokenKey key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool IsSmallWord(const Token& token) {
  return token.kind == TokenKind::kWord && (token.flags & text::kCapitalised) == 0;
}

bool IsCollapsedList(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  constexpr TokenKey kComma = text::HashToken(",");
  constexpr auto kNext = KeysOf<3>({",", "and", "or"});
  if (i + 4 >= sentence.end || block.keys[i + 1] != kComma || block.keys[i] != block.keys[i + 2] ||
      !Contains(kNext, block.keys[i + 3])) {
    return false;
  }
  const Token& word = block.tokens[i];
  const bool joined = i > sentence.begin && (word.flags & text::kSpaceBefore) == 0;
  if (!IsSmallWord(word) || word.end - word.begin < kMinListWord || joined) return false;
  // A third time is a chant.
  return block.keys[i + 4] != block.keys[i] &&
         (i < sentence.begin + 2 || block.keys[i - 2] != block.keys[i]);
}

bool IsStrandedArticle(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  constexpr auto kArticles = KeysOf<2>({"the", "an"});
  constexpr auto kNoNoun =
      KeysOf<9>({"is", "are", "was", "were", "has", "had", "of", "which", "they"});
  return i + 2 < sentence.end && Contains(kArticles, block.keys[i]) &&
         Contains(kNoNoun, block.keys[i + 1]) && IsSmallWord(block.tokens[i + 1]) &&
         IsSmallWord(block.tokens[i + 2]);
}

}  // namespace

bool IsStructureClue(std::string_view id) {
  return id == kCollapsedList || id == kStrandedArticle || id == kTornNumber;
}

void FindStructureClues(const SegmentedText& block, const Sentence& sentence,
                        std::vector<Clue>* clues) {
  const auto add = [&](std::uint32_t begin, std::uint32_t end, const char* id, Strength strength) {
    clues->push_back({begin, end, id, Family::kStructure, strength});
    return end;
  };
  std::uint32_t next = sentence.begin;
  const auto look_at = [&](std::uint32_t i) {
    if (i < next || i + 2 >= sentence.end) return;
    if (IsCollapsedList(block, sentence, i)) {
      next = add(i, i + 3, kCollapsedList, Strength::kMedium);
    } else if (IsStrandedArticle(block, sentence, i)) {
      next = add(i, i + 2, kStrandedArticle, Strength::kMedium);
    } else if (block.tokens[i].kind == TokenKind::kNumber && IsTornNumber(block, sentence, i)) {
      next = add(i, i + kTornNumberTokens, kTornNumber, Strength::kStrong);
    }
  };
  // A list has its comma behind the first word.
  constexpr unsigned kTelling = text::kSignToken | text::kArticle | text::kAnyNumber;
  block.classes.ForEach(kTelling, sentence.begin, sentence.end, [&](std::uint32_t i) {
    const bool sign = (block.classes[i] & text::kSignToken) != 0;
    if (!sign) look_at(i);
    if (sign && i > sentence.begin) look_at(i - 1);
  });
}

}  // namespace calque::scoring
