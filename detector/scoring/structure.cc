// One function for each rule, tried at every token that can begin one.
#include "detector/scoring/structure.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "detector/scoring/article.h"
#include "detector/text/ascii_class.h"
#include "detector/text/kept_memory.h"
#include "detector/text/segmenter.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Token;
using text::TokenKind;

constexpr StructureRule kBraces{"structure/braces", Strength::kStrong};
constexpr StructureRule kDoubledWord{"structure/doubled-word", Strength::kMedium};
constexpr StructureRule kArticle{"structure/article", Strength::kMedium};
constexpr StructureRule kPossessive{"structure/possessive", Strength::kWeak};

// Names that are looked through one by one.
constexpr std::size_t kMaxListed = 512;
// Words between braces in a rewriter's template.
constexpr std::uint32_t kMaxBracedWords = 4;

// Function words that English never doubles ("that that" and "had had" it does).
constexpr std::array<std::string_view, 20> kNeverDoubled = {
    "a",  "an", "and", "are", "at", "by",  "for",  "from", "he",   "his",
    "if", "of", "or",  "the", "to", "was", "were", "with", "they", "their"};

std::string LowerText(const SegmentedText& block, const Token& token) {
  std::string word(block.Text(token));
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

// Of a word in ASCII; none if it is not one token.
std::optional<text::TokenKey> KeyOfWord(std::string_view word) {
  std::array<char, 64> folded;
  const bool letters =
      word.size() <= folded.size() && std::all_of(word.begin(), word.end(), text::IsAlpha);
  if (letters) {
    std::transform(word.begin(), word.end(), folded.begin(), text::Lower);
    return text::HashToken({folded.data(), word.size()});
  }
  const SegmentedText block = text::SegmentAll(word);
  return block.keys.size() == 1 ? std::optional(block.keys[0]) : std::nullopt;
}

bool IsPlainWord(const Token& token) {
  return token.kind == TokenKind::kWord && (token.flags & text::kNonAscii) == 0;
}

bool IsPlainWord(unsigned classes) {
  return (classes & (text::kAnyWord | text::kBeyondAscii)) == text::kAnyWord;
}

void Add(std::uint32_t begin, std::uint32_t end, std::uint32_t sentence, const StructureRule& rule,
         std::string original, std::vector<StructureFinding>* findings) {
  text::TokenKeys keys = text::SegmentAll(original).keys;
  findings->push_back({begin, end, sentence, &rule, std::move(original), std::move(keys)});
}

constexpr text::TokenKey kA = text::HashToken("a");
constexpr text::TokenKey kAn = text::HashToken("an");

bool EndsInS(const SegmentedText& block, const Token& token) {
  const bool in_s = block.source[token.end - 1] == 's';
  return in_s & (token.end - token.begin > 3);
}

// Of one of these is whatever a rule can begin with.
constexpr unsigned kMayBegin =
    text::kSignToken | text::kRepeated | text::kArticle | text::kCapitalWord;

// A word after which one need not ask which article stands before it: people slip where the
// first sound may not be what the letter says, and two letters are mostly an abbreviation,
// read either way.
bool IsSlippery(std::string_view word) {
  return word.size() < 3 || word.front() == 'h' || word.front() == 'u';
}

// Whether the token itself rules out all rules; the answers are combined without a branch, as
// what comes next, a comma, a name or an article, cannot be predicted.
bool BeginsNothing(const SegmentedText& block, std::uint32_t i, unsigned classes) {
  constexpr unsigned kName = text::kCapitalWord | text::kCapsWord;
  const Token& token = block.tokens[i];
  const text::TokenKey key = block.keys[i];
  const bool brace = block.source[token.begin] == '{';
  const bool article = (key == kA) | (key == kAn);
  const bool ends_in_s = EndsInS(block, token);
  const bool possessive = ((classes & kName) == text::kCapitalWord) & ends_in_s;
  const bool repeated = (classes & text::kRepeated) != 0;
  return !(brace | article | possessive | repeated);
}

// Whether it is "a" or "an" and the word behind it has a first letter of the other one.
bool MayBeArticle(const SegmentedText& block, std::uint32_t i) {
  constexpr unsigned kCapitals = text::kCapitalWord | text::kCapsWord;
  const text::TokenClassMask next = block.classes[i + 1];
  const text::TokenKey key = block.keys[i];
  if ((key != kA && key != kAn) || !IsPlainWord(next) || (next & kCapitals) != 0) return false;
  return text::IsVowel(block.source[block.tokens[i + 1].begin]) == (key == kA);
}

}  // namespace

bool IsStructureRule(std::string_view id) {
  constexpr std::array<StructureRule, 4> kRules = {kBraces, kDoubledWord, kArticle, kPossessive};
  return std::any_of(kRules.begin(), kRules.end(),
                     [&](const StructureRule& rule) { return rule.id == id; });
}

StructureFinder::StructureFinder() : new_names_(ListOfThread()) {
  text::EmptyForNextText(&new_names_);
}

std::vector<text::TokenKey>& StructureFinder::ListOfThread() {
  static thread_local std::vector<text::TokenKey> list;
  return list;
}

void StructureFinder::Find(const SegmentedText& block, std::vector<StructureFinding>* findings) {
  NoteNames(block);
  Place at{0, 0, 0};
  const auto go_to = [&](std::uint32_t token) {
    while (block.sentences[at.sentence].end <= token) ++at.sentence;
    at.token = token;
    at.sentence_end = block.sentences[at.sentence].end;
    return token + 1 < at.sentence_end;
  };
  const auto tokens = static_cast<std::uint32_t>(block.tokens.size());
  block.classes.ForEach(kMayBegin, 0, tokens, [&](std::uint32_t i) {
    if (i + 1 == tokens) return;
    const unsigned classes = block.classes[i];
    if (BeginsNothing(block, i, classes)) return;
    if (block.tokens[i].kind == TokenKind::kPunctuation) {
      if (block.source[block.tokens[i].begin] == '{' && go_to(i)) FindBraces(block, at, findings);
    } else if (IsPlainWord(block.tokens[i])) {
      if ((classes & text::kRepeated) != 0 && go_to(i)) FindDoubled(block, at, findings);
      if (MayBeArticle(block, i) && go_to(i)) FindArticle(block, at, findings);
      if ((classes & text::kCapitalWord) != 0 && go_to(i)) FindPossessive(block, at, findings);
    }
  });
}

void StructureFinder::NoteNames(const SegmentedText& block) {
  const auto tokens = static_cast<std::uint32_t>(block.tokens.size());
  block.classes.ForEach(text::kCapitalWord, 0, tokens, [&](std::uint32_t i) {
    const text::TokenKey key = block.keys[i];
    filter_.Add(key);
    new_names_.push_back(key);
  });
}

// An article has so few names that looking through them is cheaper than a set.
bool StructureFinder::IsName(text::TokenKey key) {
  if (!filter_.MayHave(key)) return false;
  if (new_names_.size() > kMaxListed) {
    names_.insert(new_names_.begin(), new_names_.end());
    new_names_.clear();
  }
  return std::find(new_names_.begin(), new_names_.end(), key) != new_names_.end() ||
         names_.contains(key);
}

void StructureFinder::FindBraces(const SegmentedText& block, const Place& at,
                                 std::vector<StructureFinding>* findings) const {
  const std::uint32_t limit = std::min(at.sentence_end, at.token + kMaxBracedWords + 2);
  for (std::uint32_t i = at.token + 1; i < limit; ++i) {
    const Token& token = block.tokens[i];
    if (block.Text(token) == "}" && i > at.token + 1) {
      const Token& first = block.tokens[at.token + 1];
      const Token& last = block.tokens[i - 1];
      Add(at.token, i + 1, at.sentence, kBraces,
          std::string(block.source.substr(first.begin, last.end - first.begin)), findings);
      return;
    }
    // "{t}" is a variable, "{that a}" was a choice of words.
    if (!IsPlainWord(token) || token.end - token.begin == 1) {
      const bool article = LowerText(block, token) == "a" && i > at.token + 1;
      if (!article) return;
    }
  }
}

void StructureFinder::FindDoubled(const SegmentedText& block, const Place& at,
                                  std::vector<StructureFinding>* findings) const {
  const Token& second = block.tokens[at.token + 1];
  const std::string word = LowerText(block, block.tokens[at.token]);
  if ((second.flags & text::kCapitalised) != 0 ||
      std::find(kNeverDoubled.begin(), kNeverDoubled.end(), word) == kNeverDoubled.end()) {
    return;
  }
  Add(at.token, at.token + 2, at.sentence, kDoubledWord,
      std::string(block.Text(block.tokens[at.token])), findings);
}

void StructureFinder::FindArticle(const SegmentedText& block, const Place& at,
                                  std::vector<StructureFinding>* findings) const {
  const text::TokenKey article = block.keys[at.token];
  const std::string word = LowerText(block, block.tokens[at.token + 1]);
  if (IsSlippery(word)) return;
  const Article right = ArticleBefore(word);
  // Where the first sound is not what the letter says people slip, too.
  if (right != (text::IsVowel(word.front()) ? Article::kAn : Article::kA)) return;
  const bool capital = (block.tokens[at.token].flags & text::kCapitalised) != 0;
  const char* other = article == kA ? (capital ? "An" : "an") : (capital ? "A" : "a");
  Add(at.token, at.token + 2, at.sentence, kArticle, std::string(other) + " " + word, findings);
}

void StructureFinder::FindPossessive(const SegmentedText& block, const Place& at,
                                     std::vector<StructureFinding>* findings) {
  const Token& token = block.tokens[at.token];
  const std::string_view name = block.Text(token);
  const TokenKind next = block.tokens[at.token + 1].kind;
  if ((token.flags & text::kAllCaps) != 0 || !EndsInS(block, token)) return;
  if (next == TokenKind::kPunctuation || next == TokenKind::kSymbol) return;
  const std::string_view stem = name.substr(0, name.size() - 1);
  const std::optional<text::TokenKey> key = KeyOfWord(stem);
  if (!key || !IsName(*key)) return;
  // "the Clintons" are a family.
  if (at.token > 0 && LowerText(block, block.tokens[at.token - 1]) == "the") return;
  Add(at.token, at.token + 1, at.sentence, kPossessive, std::string(stem) + "'s", findings);
}

}  // namespace calque::scoring
