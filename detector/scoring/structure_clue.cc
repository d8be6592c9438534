// Only keys are compared; a word is looked at again when its pattern stands.
#include "detector/scoring/structure_clue.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "detector/scoring/torn_number.h"
#include "detector/text/key_set.h"

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

bool IsSmallWord(const Token& token) {
  return token.kind == TokenKind::kWord && (token.flags & text::kCapitalised) == 0;
}

// Whether one begins at token `i`, which has a comma behind it.
bool IsCollapsedList(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  constexpr text::KeySet kNext({",", "and", "or"});
  if (i < sentence.begin || i + 4 >= sentence.end || !kNext.Contains(block.keys[i + 3])) {
    return false;
  }
  const Token& word = block.tokens[i];
  const bool joined = i > sentence.begin && (word.flags & text::kSpaceBefore) == 0;
  if (!IsSmallWord(word) || word.end - word.begin < kMinListWord || joined) return false;
  // A third time is a chant.
  return block.keys[i + 4] != block.keys[i] &&
         (i < sentence.begin + 2 || block.keys[i - 2] != block.keys[i]);
}

// What no article stands before.
constexpr text::KeySet kNoNoun({"is", "are", "was", "were", "has", "had", "of", "which", "they"});

// Whether one begins at token `i`, an article.
bool IsStrandedArticle(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  constexpr TokenKey kA = text::HashToken("a");
  return i + 2 < sentence.end && block.keys[i] != kA && kNoNoun.Contains(block.keys[i + 1]) &&
         IsSmallWord(block.tokens[i + 1]) && IsSmallWord(block.tokens[i + 2]);
}

// The sentences of a block, asked in text order.
class SentenceOf {
 public:
  explicit SentenceOf(const SegmentedText& block) : at_(block.sentences.data()) {}
  const Sentence& operator()(std::uint32_t token) {
    while (at_->end <= token) ++at_;
    return *at_;
  }

 private:
  const Sentence* at_;
};

}  // namespace

bool IsStructureClue(std::string_view id) {
  return id == kCollapsedList || id == kStrandedArticle || id == kTornNumber;
}

// Tests that need no sentence come first: nearly nothing passes them.
void FindStructureClues(const SegmentedText& block, std::vector<Clue>* clues) {
  constexpr TokenKey kComma = text::HashToken(",");
  SentenceOf sentence_of(block);
  std::uint32_t next = 0;
  const auto add = [&](std::uint32_t begin, std::uint32_t end, const char* id, Strength strength) {
    clues->push_back({begin, end, id, Family::kStructure, strength});
    next = end;
  };
  const auto tokens = static_cast<std::uint32_t>(block.tokens.size());
  constexpr unsigned kTelling = text::kSignToken | text::kArticle | text::kAnyNumber;
  block.classes.ForEach(kTelling, 0, tokens, [&](std::uint32_t i) {
    if (i + 2 >= tokens) return;
    const unsigned classes = block.classes[i];
    // Combined without a branch: which of the three comes next cannot be predicted.
    const bool same_around = block.keys[i - (i > 0 ? 1 : 0)] == block.keys[i + 1];
    const bool no_noun = kNoNoun.MayHave(block.keys[i + 1]);
    const bool list = ((classes & text::kSignToken) != 0) & (i > 0) & same_around;
    const bool article = ((classes & text::kArticle) != 0) & no_noun;
    const bool number = (classes & block.classes[i + 2] & text::kAnyNumber) != 0;
    if (!(list | article | number)) return;
    if (list) {
      if (i > next && block.keys[i] == kComma && IsCollapsedList(block, sentence_of(i), i - 1)) {
        add(i - 1, i + 2, kCollapsedList, Strength::kMedium);
      }
    } else if (i < next) {
      return;
    } else if (article) {
      if (IsStrandedArticle(block, sentence_of(i), i)) {
        add(i, i + 2, kStrandedArticle, Strength::kMedium);
      }
    } else if (IsTornNumber(block, sentence_of(i), i)) {
      add(i, i + kTornNumberTokens, kTornNumber, Strength::kStrong);
    }
  });
}

}  // namespace calque::scoring
