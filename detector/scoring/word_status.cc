// Case and neighbours decide what the lists leave open.
#include "detector/scoring/word_status.h"

#include <algorithm>
#include <string_view>

#include "detector/text/ascii_class.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Sentence;
using text::Token;
using text::TokenKind;

bool Capitalised(const Token& token) {
  return token.kind == TokenKind::kWord && (token.flags & text::kCapitalised) != 0;
}

// Whether nothing but marks and numbers stands before it in its sentence.
bool BeginsSentence(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  for (std::uint32_t k = sentence.begin; k < i; ++k) {
    if (block.tokens[k].kind == TokenKind::kWord) return false;
  }
  return true;
}

// A word in letters; "B7jnZ8kiih" is a code.
bool IsSpelt(const SegmentedText& block, const Token& token) {
  const std::string_view word = block.Text(token);
  return token.kind == TokenKind::kWord && std::none_of(word.begin(), word.end(), text::IsDigit);
}

bool LooksLikeName(const SegmentedText& block, const Sentence& sentence, std::uint32_t i) {
  return !BeginsSentence(block, sentence, i) ||
         (i + 1 < sentence.end && Capitalised(block.tokens[i + 1]));
}

}  // namespace

UnknownWord StatusOf(const SegmentedText& block, const Sentence& sentence, std::uint32_t i,
                     const LexiconTable& lexicon) {
  const Token& token = block.tokens[i];
  const Languages languages = lexicon.Find(block.keys[i]);
  if ((languages & kEnglishWord) != 0) return UnknownWord::kEnglish;
  if (Capitalised(token) &&
      ((languages & kEnglishName) != 0 || LooksLikeName(block, sentence, i))) {
    return UnknownWord::kName;
  }
  constexpr auto kEnglish = static_cast<Languages>(kEnglishWord | kEnglishName);
  if ((languages & ~kEnglish) != 0) return UnknownWord::kForeign;
  // The first word of a sentence: names begin sentences oftener than slips do.
  if (Capitalised(token)) return UnknownWord::kName;
  // Who misspells English does it with English letters.
  return (token.flags & text::kNonAscii) != 0 ? UnknownWord::kForeign : UnknownWord::kMisspelt;
}

void CountUnknown(const SegmentedText& block, const Sentence& sentence,
                  std::span<const std::uint32_t> unknown, const LexiconTable& lexicon,
                  UnknownWords* counts) {
  for (const std::uint32_t i : unknown) {
    if (!IsSpelt(block, block.tokens[i])) continue;
    switch (StatusOf(block, sentence, i, lexicon)) {
      case UnknownWord::kEnglish:
        ++counts->english;
        break;
      case UnknownWord::kName:
        ++counts->name;
        break;
      case UnknownWord::kForeign:
        ++counts->foreign;
        break;
      case UnknownWord::kMisspelt:
        ++counts->misspelt;
        break;
    }
  }
}

}  // namespace calque::scoring
