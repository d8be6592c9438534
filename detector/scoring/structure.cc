// One function for each rule, tried at every token that can begin one.
#include "detector/scoring/structure.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "detector/scoring/article.h"
#include "detector/text/ascii_class.h"
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

// None if it is not one token.
std::optional<text::TokenKey> KeyOfWord(const std::string& word) {
  std::string folded = word;
  bool letters = true;
  for (char& c : folded) {
    letters = letters && text::IsAlpha(c);
    c = text::Lower(c);
  }
  if (letters) return text::HashToken(folded);
  const SegmentedText block = text::SegmentAll(word);
  return block.keys.size() == 1 ? std::optional(block.keys[0]) : std::nullopt;
}

bool IsPlainWord(const Token& token) {
  return token.kind == TokenKind::kWord && (token.flags & text::kNonAscii) == 0;
}

void Add(std::uint32_t begin, std::uint32_t end, std::uint32_t sentence, const StructureRule& rule,
         std::string original, std::vector<StructureFinding>* findings) {
  std::vector<text::TokenKey> keys = text::SegmentAll(original).keys;
  findings->push_back({begin, end, sentence, &rule, std::move(original), std::move(keys)});
}

constexpr text::TokenKey kA = text::HashToken("a");
constexpr text::TokenKey kAn = text::HashToken("an");

bool EndsInS(const SegmentedText& block, const Token& token) {
  return block.source[token.end - 1] == 's' && token.end - token.begin > 3;
}

// Of one of these is whatever a rule can begin with.
constexpr unsigned kMayBegin =
    text::kSignToken | text::kRepeated | text::kArticle | text::kCapitalWord;

// A letter that no word in small letters has "an" before.
bool IsPlainConsonant(char letter) {
  return std::string_view("bcdfgjklmnpqrstvwxz").find(letter) != std::string_view::npos;
}

// Where the first sound is not what the letter says people slip, too; two letters are
// mostly an abbreviation, read either way.
bool IsSlippery(std::string_view word, Article right) {
  const char first = word.front();
  const bool vowel = std::string_view("aeiou").find(first) != std::string_view::npos;
  return word.size() < 3 || first == 'h' || first == 'u' || right == Article::kEither ||
         vowel != (right == Article::kAn);
}

}  // namespace

bool IsStructureRule(std::string_view id) {
  constexpr std::array<StructureRule, 4> kRules = {kBraces, kDoubledWord, kArticle, kPossessive};
  return std::any_of(kRules.begin(), kRules.end(),
                     [&](const StructureRule& rule) { return rule.id == id; });
}

void StructureFinder::Find(const SegmentedText& block, std::vector<StructureFinding>* findings) {
  NoteNames(block);
  for (std::uint32_t s = 0; s < block.sentences.size(); ++s) {
    const text::Sentence& sentence = block.sentences[s];
    block.classes.ForEach(kMayBegin, sentence.begin, sentence.end - 1, [&](std::uint32_t i) {
      const Token& token = block.tokens[i];
      const Place at{i, s, sentence.end};
      if (token.kind == TokenKind::kPunctuation && block.source[token.begin] == '{') {
        FindBraces(block, at, findings);
      } else if (IsPlainWord(token)) {
        FindDoubled(block, at, findings);
        FindArticle(block, at, findings);
        FindPossessive(block, at, findings);
      }
    });
  }
}

void StructureFinder::NoteNames(const SegmentedText& block) {
  const auto tokens = static_cast<std::uint32_t>(block.tokens.size());
  block.classes.ForEach(text::kCapitalWord, 0, tokens,
                        [&](std::uint32_t i) { new_names_.push_back(block.keys[i]); });
}

// An article has so few names that looking through them is cheaper than a set.
bool StructureFinder::IsName(text::TokenKey key) {
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
  if (block.keys[at.token] != block.keys[at.token + 1]) return;
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
  const Token& next = block.tokens[at.token + 1];
  if ((article != kA && article != kAn) || !IsPlainWord(next) ||
      (next.flags & (text::kAllCaps | text::kCapitalised)) != 0) {
    return;
  }
  if (article == kA && IsPlainConsonant(block.source[next.begin])) return;
  const std::string word = LowerText(block, next);
  const Article right = ArticleBefore(word);
  if (IsSlippery(word, right) || (right == Article::kAn) == (article == kAn)) return;
  const bool capital = (block.tokens[at.token].flags & text::kCapitalised) != 0;
  const char* other = article == kA ? (capital ? "An" : "an") : (capital ? "A" : "a");
  Add(at.token, at.token + 2, at.sentence, kArticle, std::string(other) + " " + word, findings);
}

void StructureFinder::FindPossessive(const SegmentedText& block, const Place& at,
                                     std::vector<StructureFinding>* findings) {
  const Token& token = block.tokens[at.token];
  const std::string_view name = block.Text(token);
  const Token& next = block.tokens[at.token + 1];
  if ((token.flags & text::kCapitalised) == 0 || (token.flags & text::kAllCaps) != 0 ||
      !EndsInS(block, token) || next.kind == TokenKind::kPunctuation ||
      next.kind == TokenKind::kSymbol) {
    return;
  }
  const std::string stem(name.substr(0, name.size() - 1));
  const std::optional<text::TokenKey> key = KeyOfWord(stem);
  if (!key || !IsName(*key)) return;
  // "the Clintons" are a family.
  if (at.token > 0 && LowerText(block, block.tokens[at.token - 1]) == "the") return;
  Add(at.token, at.token + 1, at.sentence, kPossessive, stem + "'s", findings);
}

}  // namespace calque::scoring
